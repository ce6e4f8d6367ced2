-- The ledger as it was first released.
--
-- Facts are stored, states are derived. Money is whole rupiah. A day (…_on) is YYYY-MM-DD in the shop's own zone, a
-- moment (…_at, keep_until) is UTC in ISO-8601, seconds, "+00:00". Columns under "kept" are sums that triggers keep,
-- because they are asked for every day; `doctor` computes them anew and compares. Ids are never used twice
-- (AUTOINCREMENT): a number an owner has told a customer stays that order's number.

-- shop ---------------------------------------------------------------------------------------------------------

CREATE TABLE setting (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  value TEXT NOT NULL
) STRICT;

CREATE TABLE account (                   -- where customers pay to
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  bank TEXT NOT NULL,                    -- BCA, DANA, QRIS …
  number TEXT NOT NULL,
  holder TEXT,
  UNIQUE (bank, number)
) STRICT;

CREATE TABLE closure (                   -- days on which the shop is closed, both ends included
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  from_on TEXT NOT NULL,
  until_on TEXT NOT NULL CHECK (until_on >= from_on),
  because TEXT
) STRICT;

-- contact ------------------------------------------------------------------------------------------------------

CREATE TABLE contact (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,                    -- exactly as it was typed
  nickname TEXT,
  salutation TEXT,                       -- NULL: the shop's default; '' : none wanted
  language TEXT,                         -- what she is written to in; NULL: the shop's
  birthday TEXT,                         -- 1990-08-17, or --08-17 without a year
  city TEXT,
  source TEXT,                           -- where she came from: ig, pameran-jakarta …
  referred_by_id INTEGER REFERENCES contact (id),
  greeting_wanted INTEGER NOT NULL DEFAULT 1 CHECK (greeting_wanted IN (0, 1)),
  created_at TEXT NOT NULL,
  archived_at TEXT,
  name_key TEXT NOT NULL,                -- the name folded for looking up: lower case, no accents
  nickname_key TEXT,
  find_key TEXT NOT NULL,                -- the words of both, each behind two blanks, so that trigrams reach short ones
  birthday_md TEXT GENERATED ALWAYS AS (substr(birthday, -5)) VIRTUAL,
  -- kept
  orders INTEGER NOT NULL DEFAULT 0,     -- orders that were not cancelled or released
  paid_orders INTEGER NOT NULL DEFAULT 0,
  spent INTEGER NOT NULL DEFAULT 0,      -- money in for orders
  owed INTEGER NOT NULL DEFAULT 0,       -- balances of all open dues
  credit INTEGER NOT NULL DEFAULT 0,     -- money in that belongs to no due yet
  first_order_on TEXT,
  last_order_on TEXT,
  last_message_at TEXT
) STRICT;
CREATE INDEX contact_name_key ON contact (name_key);
CREATE INDEX contact_nickname_key ON contact (nickname_key) WHERE nickname_key IS NOT NULL;
CREATE INDEX contact_birthday ON contact (birthday_md) WHERE birthday IS NOT NULL AND archived_at IS NULL;
CREATE INDEX contact_owing ON contact (owed DESC) WHERE owed > 0;
CREATE INDEX contact_spent ON contact (spent DESC) WHERE archived_at IS NULL;
CREATE INDEX contact_last_order ON contact (last_order_on DESC) WHERE archived_at IS NULL;
CREATE INDEX contact_referred_by ON contact (referred_by_id) WHERE referred_by_id IS NOT NULL;
CREATE VIRTUAL TABLE contact_search USING fts5 (
  find_key, content='contact', content_rowid='id', tokenize='trigram'
);

CREATE TABLE channel (                   -- a way to reach a contact; belongs to one person only
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL REFERENCES contact (id),
  kind TEXT NOT NULL,                    -- phone, ig, shopee, tokopedia, tiktok, email, line …
  value TEXT NOT NULL,                   -- phone in E.164, handles in lower case without @
  typed TEXT NOT NULL,                   -- as it was typed
  UNIQUE (kind, value)
) STRICT;
CREATE INDEX channel_contact ON channel (contact_id);
CREATE INDEX channel_value ON channel (value);
CREATE VIRTUAL TABLE channel_search USING fts5 (
  value, content='channel', content_rowid='id', tokenize='trigram'
);

CREATE TABLE address (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL REFERENCES contact (id),
  label TEXT,                            -- rumah, kantor …
  text TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX address_contact ON address (contact_id);
CREATE VIRTUAL TABLE address_search USING fts5 (
  text, content='address', content_rowid='id', tokenize='trigram'
);

CREATE TABLE tag (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL REFERENCES contact (id),
  name TEXT NOT NULL,
  UNIQUE (contact_id, name)
) STRICT;
CREATE INDEX tag_name ON tag (name, contact_id);

CREATE TABLE size (                      -- what fits: gamis → M
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL REFERENCES contact (id),
  what TEXT NOT NULL,
  value TEXT NOT NULL,
  UNIQUE (contact_id, what)
) STRICT;

CREATE TABLE celebrates (                -- what she likes to be greeted for; never her religion
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL REFERENCES contact (id),
  feast TEXT NOT NULL,
  UNIQUE (contact_id, feast)
) STRICT;
CREATE INDEX celebrates_feast ON celebrates (feast);

CREATE TABLE pause (                     -- a time to leave her alone, both days included
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL REFERENCES contact (id),
  from_on TEXT NOT NULL,
  until_on TEXT NOT NULL CHECK (until_on >= from_on),
  because TEXT NOT NULL
) STRICT;
CREATE INDEX pause_contact ON pause (contact_id, until_on);
CREATE INDEX pause_until ON pause (until_on);

-- template, message, note --------------------------------------------------------------------------------------

CREATE TABLE template (                  -- the shop's own wording of one message
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  language TEXT NOT NULL,
  text TEXT NOT NULL,
  UNIQUE (name, language)
) STRICT;

-- due and payment ----------------------------------------------------------------------------------------------

CREATE TABLE due (                       -- what one contact owes for one thing
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL REFERENCES contact (id),
  kind TEXT NOT NULL CHECK (kind IN ('order', 'errand', 'loan', 'other')),
  memo TEXT NOT NULL,
  amount INTEGER NOT NULL CHECK (amount >= 0),  -- of an order: kept, the sum of its lines and charges
  created_on TEXT NOT NULL,
  created_at TEXT NOT NULL,
  due_on TEXT,                           -- the day it was agreed to be paid by
  closed_on TEXT,                        -- nothing more is owed from this day: cancelled, released
  close_reason TEXT,
  snoozed_until TEXT,                    -- no reminder before this day
  snooze_reason TEXT,
  -- kept
  paid INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX due_contact ON due (contact_id, created_on);
CREATE INDEX due_open ON due (kind, created_at) WHERE closed_on IS NULL AND amount > paid;
CREATE INDEX due_open_oldest ON due (created_on) WHERE closed_on IS NULL AND amount > paid;
CREATE INDEX due_open_by_day ON due (due_on) WHERE closed_on IS NULL AND amount > paid AND due_on IS NOT NULL;
CREATE INDEX due_open_amount ON due (amount - paid) WHERE closed_on IS NULL AND amount > paid;

CREATE TABLE payment (                   -- money in, or out (negative); corrected by reversing rows only
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL REFERENCES contact (id),
  due_id INTEGER REFERENCES due (id),    -- NULL: her credit
  amount INTEGER NOT NULL CHECK (amount <> 0),
  kind TEXT NOT NULL CHECK (kind IN ('payment', 'credit', 'refund', 'void')),
  method TEXT,                           -- bca, dana, tunai, credit …
  paid_on TEXT NOT NULL,
  note TEXT,
  reverses_id INTEGER UNIQUE REFERENCES payment (id),
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX payment_due ON payment (due_id, created_at) WHERE due_id IS NOT NULL;
CREATE INDEX payment_contact ON payment (contact_id, paid_on);
CREATE INDEX payment_paid_on ON payment (paid_on);

-- order --------------------------------------------------------------------------------------------------------

CREATE TABLE sale_order (                -- an agreement: who, for whom, what, until when kept, by when promised
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL REFERENCES contact (id),
  due_id INTEGER NOT NULL UNIQUE REFERENCES due (id),
  ordered_on TEXT NOT NULL,
  ordered_at TEXT NOT NULL,
  keep_until TEXT,                       -- a moment; NULL: kept without limit
  promised_on TEXT,
  shipping INTEGER NOT NULL DEFAULT 0 CHECK (shipping >= 0),
  discount INTEGER NOT NULL DEFAULT 0 CHECK (discount >= 0),
  unique_code INTEGER NOT NULL DEFAULT 0 CHECK (unique_code BETWEEN 0 AND 999),
  recipient TEXT,                        -- when the parcel goes to somebody else
  recipient_phone TEXT,
  address TEXT,
  gift TEXT,                             -- text for the card
  dropship_from TEXT,                    -- sender on the label
  note TEXT,
  source TEXT,
  number TEXT,                           -- its number in the marketplace it came from
  making_on TEXT,
  ready_on TEXT,
  shipped_on TEXT,
  arrived_on TEXT,
  closed_as TEXT CHECK (closed_as IN ('cancelled', 'released')),
  closed_on TEXT CHECK ((closed_on IS NULL) = (closed_as IS NULL)),
  -- kept
  goods INTEGER NOT NULL DEFAULT 0       -- the sum of its lines
) STRICT;
CREATE INDEX sale_order_contact ON sale_order (contact_id, ordered_on);
CREATE INDEX sale_order_ordered_on ON sale_order (ordered_on);
CREATE INDEX sale_order_to_ship ON sale_order (ordered_at)
  WHERE shipped_on IS NULL AND arrived_on IS NULL AND closed_on IS NULL;
CREATE INDEX sale_order_promised ON sale_order (promised_on)
  WHERE promised_on IS NOT NULL AND shipped_on IS NULL AND arrived_on IS NULL AND closed_on IS NULL;
CREATE UNIQUE INDEX sale_order_number ON sale_order (source, number) WHERE number IS NOT NULL;

CREATE TABLE order_line (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  order_id INTEGER NOT NULL REFERENCES sale_order (id),
  sku TEXT,
  name TEXT NOT NULL,
  qty INTEGER NOT NULL CHECK (qty > 0),
  price INTEGER NOT NULL CHECK (price >= 0),
  subtotal INTEGER GENERATED ALWAYS AS (qty * price) VIRTUAL
) STRICT;
CREATE INDEX order_line_order ON order_line (order_id);

CREATE TABLE message (                   -- something said, either way
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL REFERENCES contact (id),
  due_id INTEGER REFERENCES due (id),
  direction TEXT NOT NULL CHECK (direction IN ('out', 'in')),
  purpose TEXT NOT NULL,                 -- talk, remind, settle, due, release, birthday …
  step INTEGER,                          -- of the ladder
  occasion TEXT,                         -- what nobody is greeted for twice: birthday-2026
  text TEXT NOT NULL,
  said_at TEXT NOT NULL
) STRICT;
CREATE INDEX message_contact ON message (contact_id, said_at);
CREATE INDEX message_due ON message (due_id, purpose, said_at) WHERE due_id IS NOT NULL;
CREATE INDEX message_heard ON message (contact_id, said_at) WHERE direction = 'in';
CREATE UNIQUE INDEX message_occasion ON message (contact_id, occasion) WHERE occasion IS NOT NULL;

CREATE TABLE note (                      -- a remark on a contact or on one of her orders
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL REFERENCES contact (id),
  order_id INTEGER REFERENCES sale_order (id),
  text TEXT NOT NULL,
  private INTEGER NOT NULL DEFAULT 0 CHECK (private IN (0, 1)),
  noted_at TEXT NOT NULL
) STRICT;
CREATE INDEX note_contact ON note (contact_id, noted_at);
CREATE INDEX note_order ON note (order_id) WHERE order_id IS NOT NULL;
CREATE VIRTUAL TABLE note_search USING fts5 (
  text, content='note', content_rowid='id', tokenize='unicode61 remove_diacritics 2', prefix='2 3'
);

-- import_ ------------------------------------------------------------------------------------------------------

CREATE TABLE import_batch (              -- one file that was brought in
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,                    -- contacts, orders
  file_name TEXT NOT NULL,
  fingerprint TEXT NOT NULL,             -- of the file's bytes and of how they were read
  rows INTEGER NOT NULL,
  imported_at TEXT NOT NULL,
  UNIQUE (kind, fingerprint)
) STRICT;

CREATE TABLE import_row (                -- what one row of it became, so that it is never brought in twice
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  batch_id INTEGER NOT NULL REFERENCES import_batch (id),
  row_number INTEGER NOT NULL,           -- the first row of the file that belongs to it, the heading being 1
  fingerprint TEXT NOT NULL,
  contact_id INTEGER REFERENCES contact (id),
  order_id INTEGER REFERENCES sale_order (id)
) STRICT;
CREATE INDEX import_row_batch ON import_row (batch_id);
CREATE INDEX import_row_fingerprint ON import_row (fingerprint);
CREATE INDEX import_row_contact ON import_row (contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX import_row_order ON import_row (order_id) WHERE order_id IS NOT NULL;

-- history ------------------------------------------------------------------------------------------------------

CREATE TABLE change (                    -- a command that changed something
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  made_at TEXT NOT NULL,
  command TEXT NOT NULL,                 -- as it was typed
  said TEXT NOT NULL,                    -- what it did, for a reader
  version TEXT NOT NULL,
  undoes_id INTEGER REFERENCES change (id)
) STRICT;
CREATE INDEX change_undoes ON change (undoes_id) WHERE undoes_id IS NOT NULL;

CREATE TABLE change_row (                -- one row it touched, as the row was before
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  change_id INTEGER NOT NULL REFERENCES change (id),
  tbl TEXT NOT NULL,
  row_id INTEGER NOT NULL,
  last_id INTEGER NOT NULL,              -- rows row_id … last_id were added in one go; else the same as row_id
  did TEXT NOT NULL CHECK (did IN ('add', 'edit', 'remove')),
  was TEXT,                              -- its facts as JSON; NULL for an added row
  contact_id INTEGER,                    -- whom it concerns, so that her log is found quickly
  order_id INTEGER
) STRICT;
CREATE INDEX change_row_change ON change_row (change_id);
CREATE INDEX change_row_row ON change_row (tbl, row_id);
CREATE INDEX change_row_range ON change_row (tbl, last_id) WHERE last_id > row_id;
CREATE INDEX change_row_contact ON change_row (contact_id, change_id) WHERE contact_id IS NOT NULL;
CREATE INDEX change_row_order ON change_row (order_id, change_id) WHERE order_id IS NOT NULL;

-- kept sums ----------------------------------------------------------------------------------------------------
-- Each is computed from scratch, never added to, so that it is right whatever order rows come and go in.

CREATE TRIGGER keep_goods_add AFTER INSERT ON order_line BEGIN
  UPDATE sale_order SET goods = (SELECT coalesce(sum(subtotal), 0) FROM order_line WHERE order_id = new.order_id)
   WHERE id = new.order_id;
END;
CREATE TRIGGER keep_goods_edit AFTER UPDATE OF order_id, qty, price ON order_line BEGIN
  UPDATE sale_order SET goods = (SELECT coalesce(sum(subtotal), 0) FROM order_line WHERE order_id = sale_order.id)
   WHERE id IN (old.order_id, new.order_id);
END;
CREATE TRIGGER keep_goods_remove AFTER DELETE ON order_line BEGIN
  UPDATE sale_order SET goods = (SELECT coalesce(sum(subtotal), 0) FROM order_line WHERE order_id = old.order_id)
   WHERE id = old.order_id;
END;

CREATE TRIGGER keep_total_add AFTER INSERT ON sale_order BEGIN
  UPDATE due SET amount = max(0, new.goods + new.shipping - new.discount + new.unique_code) WHERE id = new.due_id;
END;
CREATE TRIGGER keep_total_edit AFTER UPDATE OF goods, shipping, discount, unique_code ON sale_order BEGIN
  UPDATE due SET amount = max(0, new.goods + new.shipping - new.discount + new.unique_code) WHERE id = new.due_id;
END;

CREATE TRIGGER keep_paid_add AFTER INSERT ON payment BEGIN
  UPDATE due SET paid = (SELECT coalesce(sum(amount), 0) FROM payment WHERE due_id = new.due_id)
   WHERE id = new.due_id;
  UPDATE contact SET credit = (
    SELECT coalesce(sum(amount), 0) FROM payment WHERE contact_id = new.contact_id AND due_id IS NULL)
   WHERE id = new.contact_id AND new.due_id IS NULL;
END;
CREATE TRIGGER keep_paid_edit AFTER UPDATE OF due_id, contact_id, amount ON payment BEGIN
  UPDATE due SET paid = (SELECT coalesce(sum(amount), 0) FROM payment WHERE due_id = due.id)
   WHERE id IN (old.due_id, new.due_id);
  UPDATE contact SET credit = (
    SELECT coalesce(sum(amount), 0) FROM payment WHERE contact_id = contact.id AND due_id IS NULL)
   WHERE id IN (old.contact_id, new.contact_id);
END;
CREATE TRIGGER keep_paid_remove AFTER DELETE ON payment BEGIN
  UPDATE due SET paid = (SELECT coalesce(sum(amount), 0) FROM payment WHERE due_id = old.due_id)
   WHERE id = old.due_id;
  UPDATE contact SET credit = (
    SELECT coalesce(sum(amount), 0) FROM payment WHERE contact_id = old.contact_id AND due_id IS NULL)
   WHERE id = old.contact_id AND old.due_id IS NULL;
END;

CREATE TRIGGER keep_contact_add AFTER INSERT ON due BEGIN
  UPDATE contact SET (orders, paid_orders, spent, owed, first_order_on, last_order_on) = (
    SELECT count(*) FILTER (WHERE kind = 'order' AND closed_on IS NULL),
           count(*) FILTER (WHERE kind = 'order' AND closed_on IS NULL AND amount > 0 AND paid >= amount),
           coalesce(sum(paid) FILTER (WHERE kind = 'order'), 0),
           coalesce(sum(amount - paid) FILTER (WHERE closed_on IS NULL AND amount > paid), 0),
           min(created_on) FILTER (WHERE kind = 'order' AND closed_on IS NULL),
           max(created_on) FILTER (WHERE kind = 'order' AND closed_on IS NULL)
      FROM due WHERE contact_id = new.contact_id)
   WHERE id = new.contact_id;
END;
CREATE TRIGGER keep_contact_edit AFTER UPDATE OF contact_id, kind, amount, paid, created_on, closed_on ON due
WHEN new.contact_id IS NOT old.contact_id OR new.kind IS NOT old.kind OR new.amount IS NOT old.amount
  OR new.paid IS NOT old.paid OR new.created_on IS NOT old.created_on OR new.closed_on IS NOT old.closed_on
BEGIN
  UPDATE contact SET (orders, paid_orders, spent, owed, first_order_on, last_order_on) = (
    SELECT count(*) FILTER (WHERE kind = 'order' AND closed_on IS NULL),
           count(*) FILTER (WHERE kind = 'order' AND closed_on IS NULL AND amount > 0 AND paid >= amount),
           coalesce(sum(paid) FILTER (WHERE kind = 'order'), 0),
           coalesce(sum(amount - paid) FILTER (WHERE closed_on IS NULL AND amount > paid), 0),
           min(created_on) FILTER (WHERE kind = 'order' AND closed_on IS NULL),
           max(created_on) FILTER (WHERE kind = 'order' AND closed_on IS NULL)
      FROM due WHERE contact_id = contact.id)
   WHERE id IN (old.contact_id, new.contact_id);
END;
CREATE TRIGGER keep_contact_remove AFTER DELETE ON due BEGIN
  UPDATE contact SET (orders, paid_orders, spent, owed, first_order_on, last_order_on) = (
    SELECT count(*) FILTER (WHERE kind = 'order' AND closed_on IS NULL),
           count(*) FILTER (WHERE kind = 'order' AND closed_on IS NULL AND amount > 0 AND paid >= amount),
           coalesce(sum(paid) FILTER (WHERE kind = 'order'), 0),
           coalesce(sum(amount - paid) FILTER (WHERE closed_on IS NULL AND amount > paid), 0),
           min(created_on) FILTER (WHERE kind = 'order' AND closed_on IS NULL),
           max(created_on) FILTER (WHERE kind = 'order' AND closed_on IS NULL)
      FROM due WHERE contact_id = old.contact_id)
   WHERE id = old.contact_id;
END;

CREATE TRIGGER keep_said_add AFTER INSERT ON message BEGIN
  UPDATE contact SET last_message_at = (SELECT max(said_at) FROM message WHERE contact_id = new.contact_id)
   WHERE id = new.contact_id;
END;
CREATE TRIGGER keep_said_edit AFTER UPDATE OF contact_id, said_at ON message BEGIN
  UPDATE contact SET last_message_at = (SELECT max(said_at) FROM message WHERE contact_id = contact.id)
   WHERE id IN (old.contact_id, new.contact_id);
END;
CREATE TRIGGER keep_said_remove AFTER DELETE ON message BEGIN
  UPDATE contact SET last_message_at = (SELECT max(said_at) FROM message WHERE contact_id = old.contact_id)
   WHERE id = old.contact_id;
END;

-- search -------------------------------------------------------------------------------------------------------

CREATE TRIGGER search_contact_add AFTER INSERT ON contact BEGIN
  INSERT INTO contact_search (rowid, find_key) VALUES (new.id, new.find_key);
END;
CREATE TRIGGER search_contact_edit AFTER UPDATE OF find_key ON contact BEGIN
  INSERT INTO contact_search (contact_search, rowid, find_key) VALUES ('delete', old.id, old.find_key);
  INSERT INTO contact_search (rowid, find_key) VALUES (new.id, new.find_key);
END;
CREATE TRIGGER search_contact_remove AFTER DELETE ON contact BEGIN
  INSERT INTO contact_search (contact_search, rowid, find_key) VALUES ('delete', old.id, old.find_key);
END;
CREATE TRIGGER search_channel_add AFTER INSERT ON channel BEGIN
  INSERT INTO channel_search (rowid, value) VALUES (new.id, new.value);
END;
CREATE TRIGGER search_channel_edit AFTER UPDATE OF value ON channel BEGIN
  INSERT INTO channel_search (channel_search, rowid, value) VALUES ('delete', old.id, old.value);
  INSERT INTO channel_search (rowid, value) VALUES (new.id, new.value);
END;
CREATE TRIGGER search_channel_remove AFTER DELETE ON channel BEGIN
  INSERT INTO channel_search (channel_search, rowid, value) VALUES ('delete', old.id, old.value);
END;
CREATE TRIGGER search_address_add AFTER INSERT ON address BEGIN
  INSERT INTO address_search (rowid, text) VALUES (new.id, new.text);
END;
CREATE TRIGGER search_address_edit AFTER UPDATE OF text ON address BEGIN
  INSERT INTO address_search (address_search, rowid, text) VALUES ('delete', old.id, old.text);
  INSERT INTO address_search (rowid, text) VALUES (new.id, new.text);
END;
CREATE TRIGGER search_address_remove AFTER DELETE ON address BEGIN
  INSERT INTO address_search (address_search, rowid, text) VALUES ('delete', old.id, old.text);
END;
CREATE TRIGGER search_note_add AFTER INSERT ON note BEGIN
  INSERT INTO note_search (rowid, text) VALUES (new.id, new.text);
END;
CREATE TRIGGER search_note_edit AFTER UPDATE OF text ON note BEGIN
  INSERT INTO note_search (note_search, rowid, text) VALUES ('delete', old.id, old.text);
  INSERT INTO note_search (rowid, text) VALUES (new.id, new.text);
END;
CREATE TRIGGER search_note_remove AFTER DELETE ON note BEGIN
  INSERT INTO note_search (note_search, rowid, text) VALUES ('delete', old.id, old.text);
END;
