PRAGMA user_version = 5;

CREATE INDEX address_contact ON address (contact_id);

CREATE INDEX ask_asked ON ask (asked_at);

CREATE INDEX ask_contact ON ask (contact_id, asked_at);

CREATE INDEX ask_next ON ask (next_on) WHERE next_on IS NOT NULL AND ended_on IS NULL;

CREATE INDEX ask_product ON ask (product_id) WHERE product_id IS NOT NULL;

CREATE INDEX ask_waiting ON ask (asked_at) WHERE kind = 'question' AND answered_at IS NULL AND ended_on IS NULL;

CREATE INDEX bank_line_open ON bank_line (paid_on) WHERE payment_id IS NULL AND dropped_on IS NULL;

CREATE INDEX bank_line_payer ON bank_line (payer) WHERE payer IS NOT NULL;

CREATE INDEX bank_line_payment ON bank_line (payment_id) WHERE payment_id IS NOT NULL;

CREATE INDEX celebrates_feast ON celebrates (feast);

CREATE INDEX change_row_change ON change_row (change_id);

CREATE INDEX change_row_contact ON change_row (contact_id, change_id) WHERE contact_id IS NOT NULL;

CREATE INDEX change_row_order ON change_row (order_id, change_id) WHERE order_id IS NOT NULL;

CREATE INDEX change_row_range ON change_row (tbl, last_id) WHERE last_id > row_id;

CREATE INDEX change_row_row ON change_row (tbl, row_id);

CREATE INDEX change_undoes ON change (undoes_id) WHERE undoes_id IS NOT NULL;

CREATE INDEX channel_contact ON channel (contact_id);

CREATE INDEX channel_value ON channel (value);

CREATE INDEX circle_contact ON circle (contact_id);

CREATE INDEX circle_day ON circle (day_md) WHERE greeted = 1;

CREATE INDEX claim_contact ON claim (contact_id, opened_on);

CREATE INDEX claim_open ON claim (opened_at) WHERE ended_on IS NULL;

CREATE INDEX claim_order ON claim (order_id);

CREATE INDEX claim_out ON claim (out_order_id) WHERE out_order_id IS NOT NULL;

CREATE INDEX complaint_again ON complaint (product_id, kind, opened_on) WHERE product_id IS NOT NULL;

CREATE INDEX complaint_contact ON complaint (contact_id, opened_on);

CREATE INDEX complaint_open ON complaint (opened_at) WHERE closed_at IS NULL;

CREATE INDEX complaint_opened ON complaint (opened_on);

CREATE INDEX complaint_order ON complaint (order_id) WHERE order_id IS NOT NULL;

CREATE INDEX consent_contact ON consent (contact_id, purpose);

CREATE INDEX contact_birthday ON contact (birthday_md) WHERE birthday IS NOT NULL AND archived_at IS NULL;

CREATE INDEX contact_last_order ON contact (last_order_on DESC) WHERE archived_at IS NULL;

CREATE INDEX contact_name_key ON contact (name_key);

CREATE INDEX contact_nickname_key ON contact (nickname_key) WHERE nickname_key IS NOT NULL;

CREATE INDEX contact_owing ON contact (owed DESC) WHERE owed > 0;

CREATE INDEX contact_prospect ON contact (created_at) WHERE first_order_on IS NULL AND archived_at IS NULL;

CREATE INDEX contact_referred_by ON contact (referred_by_id) WHERE referred_by_id IS NOT NULL;

CREATE INDEX contact_spent ON contact (spent DESC) WHERE archived_at IS NULL;

CREATE INDEX due_contact ON due (contact_id, created_on);

CREATE INDEX due_open ON due (kind, created_at) WHERE closed_on IS NULL AND amount > paid;

CREATE INDEX due_open_amount ON due (amount - paid) WHERE closed_on IS NULL AND amount > paid;

CREATE INDEX due_open_by_day ON due (due_on) WHERE closed_on IS NULL AND amount > paid AND due_on IS NOT NULL;

CREATE INDEX due_open_oldest ON due (created_on) WHERE closed_on IS NULL AND amount > paid;

CREATE INDEX errand_contact ON errand (contact_id);

CREATE INDEX errand_to_buy ON errand (asked_at) WHERE bought_on IS NULL AND not_found_on IS NULL;

CREATE INDEX gift_contact ON gift (contact_id, given_on);

CREATE INDEX guarantee_product ON guarantee (product_id) WHERE product_id IS NOT NULL;

CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");

CREATE INDEX import_row_batch ON import_row (batch_id);

CREATE INDEX import_row_contact ON import_row (contact_id) WHERE contact_id IS NOT NULL;

CREATE INDEX import_row_fingerprint ON import_row (fingerprint);

CREATE INDEX import_row_order ON import_row (order_id) WHERE order_id IS NOT NULL;

CREATE INDEX message_contact ON message (contact_id, said_at);

CREATE INDEX message_due ON message (due_id, purpose, said_at) WHERE due_id IS NOT NULL;

CREATE INDEX message_heard ON message (contact_id, said_at) WHERE direction = 'in';

CREATE UNIQUE INDEX message_occasion ON message (contact_id, occasion) WHERE occasion IS NOT NULL;

CREATE INDEX note_contact ON note (contact_id, noted_at);

CREATE INDEX note_order ON note (order_id) WHERE order_id IS NOT NULL;

CREATE INDEX order_line_order ON order_line (order_id);

CREATE INDEX order_line_product ON order_line (product_id, place, qty) WHERE product_id IS NOT NULL;

CREATE INDEX parcel_line_line ON parcel_line (line_id);

CREATE INDEX parcel_on_the_way ON parcel (shipped_on)
  WHERE shipped_on IS NOT NULL AND arrived_on IS NULL AND returned_on IS NULL;

CREATE INDEX parcel_order ON parcel (order_id);

CREATE INDEX parcel_packed ON parcel (packed_on) WHERE packed_on IS NOT NULL AND shipped_on IS NULL;

CREATE INDEX parcel_returned ON parcel (returned_on) WHERE returned_on IS NOT NULL;

CREATE INDEX parcel_to_collect ON parcel (shipped_on)
  WHERE collect IS NOT NULL AND shipped_on IS NOT NULL AND paid_on IS NULL AND returned_on IS NULL;

CREATE INDEX parcel_tracking ON parcel (tracking) WHERE tracking IS NOT NULL;

CREATE INDEX pasted_contact ON pasted (contact_id);

CREATE INDEX pasted_order ON pasted (order_id);

CREATE INDEX pause_contact ON pause (contact_id, until_on);

CREATE INDEX pause_until ON pause (until_on);

CREATE INDEX payment_contact ON payment (contact_id, paid_on);

CREATE INDEX payment_due ON payment (due_id, created_at) WHERE due_id IS NOT NULL;

CREATE INDEX payment_paid_on ON payment (paid_on);

CREATE INDEX product_label ON product (label_key);

CREATE INDEX rating_contact ON rating (contact_id);

CREATE INDEX rating_rated ON rating (rated_on);

CREATE INDEX reply_contact ON reply (contact_id) WHERE contact_id IS NOT NULL;

CREATE INDEX reply_key ON reply (key, given_at);

CREATE INDEX request_contact ON request (contact_id);

CREATE INDEX request_open ON request (asked_at) WHERE answered_at IS NULL;

CREATE INDEX sale_order_arrived ON sale_order (arrived_on) WHERE arrived_on IS NOT NULL;

CREATE INDEX sale_order_closed ON sale_order (closed_on) WHERE closed_on IS NOT NULL;

CREATE INDEX sale_order_contact ON sale_order (contact_id, ordered_on);

CREATE UNIQUE INDEX sale_order_number ON sale_order (source, number) WHERE number IS NOT NULL;

CREATE INDEX sale_order_on_the_way ON sale_order (promised_on)
  WHERE promised_on IS NOT NULL AND shipped_on IS NOT NULL AND arrived_on IS NULL AND closed_on IS NULL;

CREATE INDEX sale_order_ordered_on ON sale_order (ordered_on);

CREATE INDEX sale_order_promised ON sale_order (promised_on)
  WHERE promised_on IS NOT NULL AND shipped_on IS NULL AND arrived_on IS NULL AND closed_on IS NULL;

CREATE INDEX sale_order_recipient ON sale_order (recipient_phone) WHERE recipient_phone IS NOT NULL;

CREATE INDEX sale_order_to_ship ON sale_order (ordered_at)
  WHERE shipped_on IS NULL AND arrived_on IS NULL AND closed_on IS NULL;

CREATE INDEX stock_move_product ON stock_move (product_id, qty);

CREATE INDEX tag_name ON tag (name, contact_id);

CREATE INDEX wish_contact ON wish (contact_id);

CREATE INDEX wish_open ON wish (product_id, what_key) WHERE ended_on IS NULL;

CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);

CREATE TABLE account (                   -- where customers pay to
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  bank TEXT NOT NULL,                    -- BCA, DANA, QRIS …
  number TEXT NOT NULL,
  holder TEXT,
  UNIQUE (bank, number)
) STRICT;

CREATE TABLE address (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL REFERENCES contact (id),
  label TEXT,                            -- rumah, kantor …
  text TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;

CREATE VIRTUAL TABLE address_search USING fts5 (
  text, content='address', content_rowid='id', tokenize='trigram'
);

CREATE TABLE 'address_search_config'(k PRIMARY KEY, v) WITHOUT ROWID;

CREATE TABLE 'address_search_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE TABLE 'address_search_docsize'(id INTEGER PRIMARY KEY, sz BLOB);

CREATE TABLE 'address_search_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

CREATE TABLE ask (                       -- a question that waits for an answer, a visit, or something to ask her about
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL REFERENCES contact (id),
  kind TEXT NOT NULL CHECK (kind IN ('question', 'visit', 'about')),
  text TEXT NOT NULL,
  product_id INTEGER REFERENCES product (id),
  objection TEXT,                        -- why a prospect hesitates: price, size, wants to see it, thinking …
  asked_at TEXT NOT NULL,
  next_on TEXT,                          -- the day to come back to it; of a visit the day agreed
  answered_at TEXT,
  answer TEXT,
  ended_on TEXT,                         -- nothing more is to be done about it
  ended_as TEXT CHECK (ended_as IN ('bought', 'done', 'dropped')),
  because TEXT,
  order_id INTEGER REFERENCES sale_order (id)  -- what she bought in the end
) STRICT;

CREATE TABLE bank_line (                 -- money in on a bank statement, so that none of it is booked twice
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  bank TEXT NOT NULL,                    -- the method it is noted under: bca, mandiri …
  fingerprint TEXT NOT NULL UNIQUE,
  file_name TEXT NOT NULL,
  row_number INTEGER NOT NULL,           -- where it first stood, as a spreadsheet counts
  paid_on TEXT NOT NULL,
  amount INTEGER NOT NULL CHECK (amount > 0),
  text TEXT NOT NULL,                    -- what the bank wrote
  seen_at TEXT NOT NULL,
  payment_id INTEGER REFERENCES payment (id),  -- the first payment it is the money of; NULL: not known yet
  last_id INTEGER,                       -- and the last; what one act wrote stands in a row
  payer TEXT,                            -- who paid, in the bank's words: the next time it tells whose money it is
  dropped_on TEXT,                       -- none of the customers' money
  drop_reason TEXT
) STRICT;

CREATE TABLE celebrates (                -- what she likes to be greeted for; never her religion
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL REFERENCES contact (id),
  feast TEXT NOT NULL,
  UNIQUE (contact_id, feast)
) STRICT;

CREATE TABLE change (                    -- a command that changed something
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  made_at TEXT NOT NULL,
  command TEXT NOT NULL,                 -- as it was typed
  said TEXT NOT NULL,                    -- what it did, for a reader
  version TEXT NOT NULL,
  undoes_id INTEGER REFERENCES change (id)
, served_by TEXT) STRICT;

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

CREATE TABLE channel (                   -- a way to reach a contact; belongs to one person only
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL REFERENCES contact (id),
  kind TEXT NOT NULL,                    -- phone, ig, shopee, tokopedia, tiktok, email, line …
  value TEXT NOT NULL,                   -- phone in E.164, handles in lower case without @
  typed TEXT NOT NULL,                   -- as it was typed
  UNIQUE (kind, value)
) STRICT;

CREATE VIRTUAL TABLE channel_search USING fts5 (
  value, content='channel', content_rowid='id', tokenize='trigram'
);

CREATE TABLE 'channel_search_config'(k PRIMARY KEY, v) WITHOUT ROWID;

CREATE TABLE 'channel_search_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE TABLE 'channel_search_docsize'(id INTEGER PRIMARY KEY, sz BLOB);

CREATE TABLE 'channel_search_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

CREATE TABLE circle (                    -- whom she buys for, and a day of theirs
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL REFERENCES contact (id),
  name TEXT NOT NULL,
  relation TEXT,                         -- ibu, anak, guru …
  what TEXT,                             -- birthday, anniversary …
  day TEXT,                              -- 1990-08-17, or --08-17 without a year
  note TEXT,
  greeted INTEGER NOT NULL DEFAULT 0 CHECK (greeted IN (0, 1)),  -- she asked to be reminded of it
  day_md TEXT GENERATED ALWAYS AS (substr(day, -5)) VIRTUAL
) STRICT;

CREATE TABLE claim (                     -- what she asks for under the guarantee, and what came of it
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL REFERENCES contact (id),
  order_id INTEGER NOT NULL REFERENCES sale_order (id),
  line_id INTEGER REFERENCES order_line (id),
  guarantee_id INTEGER REFERENCES guarantee (id),  -- NULL: none holds for it
  complaint_id INTEGER REFERENCES complaint (id),
  qty INTEGER NOT NULL DEFAULT 1 CHECK (qty > 0),
  wants TEXT NOT NULL CHECK (wants IN ('exchange', 'refund', 'repair')),
  reason TEXT NOT NULL,                  -- size, damaged, wrong-item …
  text TEXT,
  evidence TEXT,                         -- what she has shown
  opened_on TEXT NOT NULL,
  opened_at TEXT NOT NULL,
  decided_on TEXT,
  decision TEXT CHECK (decision IN ('yes', 'no', 'goodwill')),
  because TEXT,
  back_on TEXT,                          -- the goods came back
  out_order_id INTEGER REFERENCES sale_order (id),  -- the order that what she gets instead goes out with
  refunded INTEGER CHECK (refunded > 0), -- what was given back, as money or credit
  repaired_on TEXT,
  ended_on TEXT,                         -- nothing more is to be done
  CHECK ((decided_on IS NULL) = (decision IS NULL))
) STRICT;

CREATE TABLE closure (                   -- days on which the shop is closed, both ends included
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  from_on TEXT NOT NULL,
  until_on TEXT NOT NULL CHECK (until_on >= from_on),
  because TEXT
) STRICT;

CREATE TABLE complaint (                 -- something went wrong, or help is wanted after the sale
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL REFERENCES contact (id),
  order_id INTEGER REFERENCES sale_order (id),
  product_id INTEGER REFERENCES product (id),
  kind TEXT NOT NULL,                    -- late, damaged, size …, or the shop's own
  text TEXT NOT NULL,
  opened_on TEXT NOT NULL,
  opened_at TEXT NOT NULL,
  next_on TEXT,                          -- the day by which the next word was promised
  closed_at TEXT,
  outcome TEXT,                          -- what became of it
  cause TEXT,                            -- why it went wrong
  prevention TEXT,                       -- what is done so that it does not come back
  CHECK (closed_at IS NULL OR (outcome IS NOT NULL AND cause IS NOT NULL))
) STRICT;

CREATE TABLE consent (                   -- one statement of hers; of a purpose the latest counts, the others are the trail
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL REFERENCES contact (id),
  purpose TEXT NOT NULL,                 -- offers, photo, testimonial, …
  given INTEGER NOT NULL CHECK (given IN (0, 1)),  -- 0: withdrawn, or never wanted
  stated_on TEXT NOT NULL,
  how TEXT,                              -- where and in which words: WA, "boleh kak"
  noted_at TEXT NOT NULL
) STRICT;

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
, closeness INTEGER CHECK (closeness BETWEEN 1 AND 5), prefers TEXT) STRICT;

CREATE VIRTUAL TABLE contact_search USING fts5 (
  find_key, content='contact', content_rowid='id', tokenize='trigram'
);

CREATE TABLE 'contact_search_config'(k PRIMARY KEY, v) WITHOUT ROWID;

CREATE TABLE 'contact_search_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE TABLE 'contact_search_docsize'(id INTEGER PRIMARY KEY, sz BLOB);

CREATE TABLE 'contact_search_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

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

CREATE TABLE errand (                    -- something bought elsewhere for her with the owner's own money
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  due_id INTEGER NOT NULL UNIQUE REFERENCES due (id),
  contact_id INTEGER NOT NULL REFERENCES contact (id),
  what TEXT NOT NULL,
  at_most INTEGER CHECK (at_most > 0),   -- what may be spent on it
  fee INTEGER NOT NULL DEFAULT 0 CHECK (fee >= 0),
  spent INTEGER CHECK (spent > 0),       -- what it cost
  bought_on TEXT CHECK ((bought_on IS NULL) = (spent IS NULL)),
  not_found_on TEXT CHECK (not_found_on IS NULL OR bought_on IS NULL),
  asked_at TEXT NOT NULL
) STRICT;

CREATE TABLE feast (                     -- a feast day of the shop's own, or the day on which a known one truly is
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL,                     -- idul-fitri, hari-guru …
  name TEXT,                             -- NULL: a feast that is known
  from_on TEXT NOT NULL,
  until_on TEXT CHECK (until_on >= from_on),  -- of a season: its last day
  yearly INTEGER NOT NULL DEFAULT 0 CHECK (yearly IN (0, 1)),
  everyone INTEGER NOT NULL DEFAULT 0 CHECK (everyone IN (0, 1)),  -- greeted without having been asked
  UNIQUE (key, from_on)
) STRICT;

CREATE TABLE forgotten (                 -- whose identity was erased, so that no older copy brings it back
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL UNIQUE REFERENCES contact (id),
  known_since TEXT NOT NULL,             -- her contact.created_at: with the id it means her, and nobody else, in any copy
  forgotten_at TEXT NOT NULL
) STRICT;

CREATE TABLE gift (                      -- what was given to her or received from her besides the trade
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL REFERENCES contact (id),
  direction TEXT NOT NULL CHECK (direction IN ('given', 'received')),
  what TEXT NOT NULL,
  worth INTEGER CHECK (worth >= 0),
  because TEXT,
  given_on TEXT NOT NULL
) STRICT;

CREATE TABLE guarantee (                 -- what was agreed about exchange, refund and repair
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  product_id INTEGER REFERENCES product (id),  -- NULL: everything the shop sells
  basis TEXT NOT NULL CHECK (basis IN ('paid', 'arrived')),
  days INTEGER NOT NULL CHECK (days >= 0),
  grants TEXT NOT NULL,                  -- exchange, refund, repair, separated by blanks
  reasons TEXT,                          -- the reasons it holds for, separated by blanks; NULL: any
  evidence TEXT,                         -- what she must show, separated by blanks: unboxing-video, photo …
  shipping TEXT NOT NULL CHECK (shipping IN ('shop', 'customer', 'fault')),  -- who pays the way back
  clause TEXT,                           -- the words that are quoted
  ended_on TEXT                          -- it holds for orders up to the day before
) STRICT;

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

CREATE TABLE instalment (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  due_id INTEGER NOT NULL REFERENCES due (id),
  due_on TEXT NOT NULL,
  amount INTEGER NOT NULL CHECK (amount > 0),
  rest INTEGER NOT NULL CHECK (rest >= 0),  -- what may still be owed once it is paid
  UNIQUE (due_id, due_on)
) STRICT;

CREATE TABLE journal (                   -- what the owner confides to nobody else
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  text TEXT NOT NULL,
  noted_at TEXT NOT NULL
) STRICT;

CREATE TABLE member (                    -- who joined the shop's circle of members
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL UNIQUE REFERENCES contact (id),
  number TEXT NOT NULL UNIQUE,
  tier TEXT,                             -- where the owner set it; NULL: as she earns it
  joined_on TEXT NOT NULL,
  left_on TEXT
) STRICT;

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

CREATE TABLE note (                      -- a remark on a contact or on one of her orders
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL REFERENCES contact (id),
  order_id INTEGER REFERENCES sale_order (id),
  text TEXT NOT NULL,
  private INTEGER NOT NULL DEFAULT 0 CHECK (private IN (0, 1)),
  noted_at TEXT NOT NULL
) STRICT;

CREATE VIRTUAL TABLE note_search USING fts5 (
  text, content='note', content_rowid='id', tokenize='unicode61 remove_diacritics 2', prefix='2 3'
);

CREATE TABLE 'note_search_config'(k PRIMARY KEY, v) WITHOUT ROWID;

CREATE TABLE 'note_search_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE TABLE 'note_search_docsize'(id INTEGER PRIMARY KEY, sz BLOB);

CREATE TABLE 'note_search_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

CREATE TABLE order_line (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  order_id INTEGER NOT NULL REFERENCES sale_order (id),
  sku TEXT,
  name TEXT NOT NULL,
  qty INTEGER NOT NULL CHECK (qty > 0),
  price INTEGER NOT NULL CHECK (price >= 0),
  subtotal INTEGER GENERATED ALWAYS AS (qty * price) VIRTUAL
, product_id INTEGER REFERENCES product (id), place TEXT) STRICT;

CREATE TABLE parcel (                    -- one parcel of an order, from being packed until it has arrived
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  order_id INTEGER NOT NULL REFERENCES sale_order (id),
  courier TEXT,                          -- its code where known, else its name
  service TEXT,                          -- REG, YES …
  tracking TEXT,                         -- the number it is followed by, capital letters and digits
  collect INTEGER CHECK (collect > 0),   -- what the courier collects
  weight INTEGER CHECK (weight > 0),     -- grams
  packed_on TEXT,
  shipped_on TEXT,
  arrived_on TEXT,
  returned_on TEXT,                      -- it came back to the shop
  paid_on TEXT,                          -- the courier passed on what it had collected
  fee INTEGER CHECK (fee >= 0),          -- what the courier kept of that
  note TEXT,
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE parcel_line (               -- how many of an order's line are in it
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  parcel_id INTEGER NOT NULL REFERENCES parcel (id),
  line_id INTEGER NOT NULL REFERENCES order_line (id),
  qty INTEGER NOT NULL CHECK (qty > 0),
  UNIQUE (parcel_id, line_id)
) STRICT;

CREATE TABLE pasted (                    -- what she sent, word for word, and what came of it
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL REFERENCES contact (id),
  order_id INTEGER REFERENCES sale_order (id),  -- NULL: only an address
  text TEXT NOT NULL,
  pasted_at TEXT NOT NULL
) STRICT;

CREATE TABLE pause (                     -- a time to leave her alone, both days included
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL REFERENCES contact (id),
  from_on TEXT NOT NULL,
  until_on TEXT NOT NULL CHECK (until_on >= from_on),
  because TEXT NOT NULL
) STRICT;

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

CREATE TABLE product (                   -- a thing sold, in one variant
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  sku TEXT NOT NULL,                     -- as it was typed
  name TEXT NOT NULL,
  variant TEXT,
  price INTEGER CHECK (price >= 0),
  cost INTEGER CHECK (cost >= 0),
  weight INTEGER CHECK (weight > 0),     -- grams
  note TEXT,                             -- shown when it is ordered
  care TEXT,                             -- the tip that goes with it
  created_at TEXT NOT NULL,
  archived_at TEXT,
  sku_key TEXT NOT NULL UNIQUE,          -- folded for looking up, as is the name with its variant
  label_key TEXT NOT NULL,
  -- kept
  on_hand INTEGER,                       -- pieces in the house; NULL: never counted, so that it never runs out
  kept INTEGER NOT NULL DEFAULT 0        -- pieces in orders that have not left the house
, fit TEXT, care_days INTEGER CHECK (care_days > 0), care_every INTEGER CHECK (care_every > 0)) STRICT;

CREATE TABLE raffle (                    -- a draw that anybody can repeat
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  seed TEXT NOT NULL,
  places INTEGER NOT NULL CHECK (places > 0),
  entrants TEXT NOT NULL,                -- numbers of contacts as JSON, rising
  digest TEXT NOT NULL,                  -- of seed, places and entrants
  drawn_at TEXT NOT NULL
) STRICT;

CREATE TABLE rating (                    -- how she liked an order, from 1 to 5
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL REFERENCES contact (id),
  order_id INTEGER NOT NULL UNIQUE REFERENCES sale_order (id),
  stars INTEGER NOT NULL CHECK (stars BETWEEN 1 AND 5),
  text TEXT,
  rated_on TEXT NOT NULL
) STRICT;

CREATE TABLE reply (                     -- an answer given to what many ask
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL,                     -- rekening, ongkir …
  contact_id INTEGER REFERENCES contact (id),
  given_at TEXT NOT NULL
) STRICT;

CREATE TABLE request (                   -- what she asked by right, to be answered within 3 x 24 hours
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL REFERENCES contact (id),
  kind TEXT NOT NULL CHECK (kind IN ('access', 'correction', 'erasure', 'stop')),
  said TEXT,                             -- what exactly she asked
  asked_at TEXT NOT NULL,
  answered_at TEXT,
  answer TEXT                            -- how it was answered
) STRICT;

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
, courier TEXT, cod INTEGER NOT NULL DEFAULT 0 CHECK (cod IN (0, 1)), price_hidden INTEGER NOT NULL DEFAULT 0 CHECK (price_hidden IN (0, 1)), extras TEXT, first_promised_on TEXT) STRICT;

CREATE TABLE setting (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  value TEXT NOT NULL
) STRICT;

CREATE TABLE size (                      -- what fits: gamis → M
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL REFERENCES contact (id),
  what TEXT NOT NULL,
  value TEXT NOT NULL,
  UNIQUE (contact_id, what)
) STRICT;

CREATE TABLE stock_move (                -- pieces that came or went otherwise than by an order; never changed
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  product_id INTEGER NOT NULL REFERENCES product (id),
  qty INTEGER NOT NULL,                  -- how many more there are
  counted INTEGER,                       -- how many there were, where they were counted
  because TEXT,
  moved_at TEXT NOT NULL
) STRICT;

CREATE TABLE tag (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL REFERENCES contact (id),
  name TEXT NOT NULL,
  UNIQUE (contact_id, name)
) STRICT;

CREATE TABLE template (                  -- the shop's own wording of one message
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  language TEXT NOT NULL,
  text TEXT NOT NULL,
  UNIQUE (name, language)
) STRICT;

CREATE TABLE term (                      -- a clause of the shop's terms, quoted by its number
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  number INTEGER NOT NULL UNIQUE CHECK (number > 0),
  heading TEXT,                          -- payment, delivery, return, cancellation …
  text TEXT NOT NULL
) STRICT;

CREATE TABLE wish (                      -- who waits for what
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL REFERENCES contact (id),
  product_id INTEGER REFERENCES product (id),  -- NULL: something that is not in the catalogue
  what TEXT NOT NULL,                    -- its name when she asked
  what_key TEXT NOT NULL,                -- that, folded
  qty INTEGER NOT NULL DEFAULT 1 CHECK (qty > 0),
  note TEXT,
  wished_at TEXT NOT NULL,
  offered_at TEXT,                       -- when it was offered to her last
  offered_until TEXT,                    -- a moment; till then its pieces are hers
  ended_on TEXT,
  ended_as TEXT CHECK (ended_as IN ('bought', 'removed')),
  order_id INTEGER REFERENCES sale_order (id)  -- what she bought it in
) STRICT;

CREATE TRIGGER history_account_add AFTER INSERT ON account BEGIN
  INSERT INTO remember VALUES ('account', new.id, 'add', NULL, NULL, NULL);
END;

CREATE TRIGGER history_account_edit AFTER UPDATE OF id, bank, number, holder ON account BEGIN
  INSERT INTO remember VALUES ('account', new.id, 'edit', json_object('id', old.id, 'bank', old.bank, 'number', old.number, 'holder', old.holder), NULL, NULL);
END;

CREATE TRIGGER history_account_remove AFTER DELETE ON account BEGIN
  INSERT INTO remember VALUES ('account', old.id, 'remove', json_object('id', old.id, 'bank', old.bank, 'number', old.number, 'holder', old.holder), NULL, NULL);
END;

CREATE TRIGGER history_address_add AFTER INSERT ON address BEGIN
  INSERT INTO remember VALUES ('address', new.id, 'add', NULL, new.contact_id, NULL);
END;

CREATE TRIGGER history_address_edit AFTER UPDATE OF id, contact_id, label, text, created_at ON address BEGIN
  INSERT INTO remember VALUES ('address', new.id, 'edit', json_object('id', old.id, 'contact_id', old.contact_id, 'label', old.label, 'text', old.text, 'created_at', old.created_at), new.contact_id, NULL);
END;

CREATE TRIGGER history_address_remove AFTER DELETE ON address BEGIN
  INSERT INTO remember VALUES ('address', old.id, 'remove', json_object('id', old.id, 'contact_id', old.contact_id, 'label', old.label, 'text', old.text, 'created_at', old.created_at), old.contact_id, NULL);
END;

CREATE TRIGGER history_ask_add AFTER INSERT ON ask BEGIN
  INSERT INTO remember VALUES ('ask', new.id, 'add', NULL, new.contact_id, new.order_id);
END;

CREATE TRIGGER history_ask_edit AFTER UPDATE OF id, contact_id, kind, text, product_id, objection, asked_at, next_on, answered_at, answer, ended_on, ended_as, because, order_id ON ask BEGIN
  INSERT INTO remember VALUES ('ask', new.id, 'edit', json_object('id', old.id, 'contact_id', old.contact_id, 'kind', old.kind, 'text', old.text, 'product_id', old.product_id, 'objection', old.objection, 'asked_at', old.asked_at, 'next_on', old.next_on, 'answered_at', old.answered_at, 'answer', old.answer, 'ended_on', old.ended_on, 'ended_as', old.ended_as, 'because', old.because, 'order_id', old.order_id), new.contact_id, new.order_id);
END;

CREATE TRIGGER history_ask_remove AFTER DELETE ON ask BEGIN
  INSERT INTO remember VALUES ('ask', old.id, 'remove', json_object('id', old.id, 'contact_id', old.contact_id, 'kind', old.kind, 'text', old.text, 'product_id', old.product_id, 'objection', old.objection, 'asked_at', old.asked_at, 'next_on', old.next_on, 'answered_at', old.answered_at, 'answer', old.answer, 'ended_on', old.ended_on, 'ended_as', old.ended_as, 'because', old.because, 'order_id', old.order_id), old.contact_id, old.order_id);
END;

CREATE TRIGGER history_bank_line_add AFTER INSERT ON bank_line BEGIN
  INSERT INTO remember VALUES ('bank_line', new.id, 'add', NULL, (SELECT contact_id FROM payment WHERE id = new.payment_id), NULL);
END;

CREATE TRIGGER history_bank_line_edit AFTER UPDATE OF id, bank, fingerprint, file_name, row_number, paid_on, amount, text, seen_at, payment_id, last_id, payer, dropped_on, drop_reason ON bank_line BEGIN
  INSERT INTO remember VALUES ('bank_line', new.id, 'edit', json_object('id', old.id, 'bank', old.bank, 'fingerprint', old.fingerprint, 'file_name', old.file_name, 'row_number', old.row_number, 'paid_on', old.paid_on, 'amount', old.amount, 'text', old.text, 'seen_at', old.seen_at, 'payment_id', old.payment_id, 'last_id', old.last_id, 'payer', old.payer, 'dropped_on', old.dropped_on, 'drop_reason', old.drop_reason), (SELECT contact_id FROM payment WHERE id = new.payment_id), NULL);
END;

CREATE TRIGGER history_bank_line_remove AFTER DELETE ON bank_line BEGIN
  INSERT INTO remember VALUES ('bank_line', old.id, 'remove', json_object('id', old.id, 'bank', old.bank, 'fingerprint', old.fingerprint, 'file_name', old.file_name, 'row_number', old.row_number, 'paid_on', old.paid_on, 'amount', old.amount, 'text', old.text, 'seen_at', old.seen_at, 'payment_id', old.payment_id, 'last_id', old.last_id, 'payer', old.payer, 'dropped_on', old.dropped_on, 'drop_reason', old.drop_reason), (SELECT contact_id FROM payment WHERE id = old.payment_id), NULL);
END;

CREATE TRIGGER history_celebrates_add AFTER INSERT ON celebrates BEGIN
  INSERT INTO remember VALUES ('celebrates', new.id, 'add', NULL, new.contact_id, NULL);
END;

CREATE TRIGGER history_celebrates_edit AFTER UPDATE OF id, contact_id, feast ON celebrates BEGIN
  INSERT INTO remember VALUES ('celebrates', new.id, 'edit', json_object('id', old.id, 'contact_id', old.contact_id, 'feast', old.feast), new.contact_id, NULL);
END;

CREATE TRIGGER history_celebrates_remove AFTER DELETE ON celebrates BEGIN
  INSERT INTO remember VALUES ('celebrates', old.id, 'remove', json_object('id', old.id, 'contact_id', old.contact_id, 'feast', old.feast), old.contact_id, NULL);
END;

CREATE TRIGGER history_channel_add AFTER INSERT ON channel BEGIN
  INSERT INTO remember VALUES ('channel', new.id, 'add', NULL, new.contact_id, NULL);
END;

CREATE TRIGGER history_channel_edit AFTER UPDATE OF id, contact_id, kind, value, typed ON channel BEGIN
  INSERT INTO remember VALUES ('channel', new.id, 'edit', json_object('id', old.id, 'contact_id', old.contact_id, 'kind', old.kind, 'value', old.value, 'typed', old.typed), new.contact_id, NULL);
END;

CREATE TRIGGER history_channel_remove AFTER DELETE ON channel BEGIN
  INSERT INTO remember VALUES ('channel', old.id, 'remove', json_object('id', old.id, 'contact_id', old.contact_id, 'kind', old.kind, 'value', old.value, 'typed', old.typed), old.contact_id, NULL);
END;

CREATE TRIGGER history_circle_add AFTER INSERT ON circle BEGIN
  INSERT INTO remember VALUES ('circle', new.id, 'add', NULL, new.contact_id, NULL);
END;

CREATE TRIGGER history_circle_edit AFTER UPDATE OF id, contact_id, name, relation, what, day, note, greeted ON circle BEGIN
  INSERT INTO remember VALUES ('circle', new.id, 'edit', json_object('id', old.id, 'contact_id', old.contact_id, 'name', old.name, 'relation', old.relation, 'what', old.what, 'day', old.day, 'note', old.note, 'greeted', old.greeted), new.contact_id, NULL);
END;

CREATE TRIGGER history_circle_remove AFTER DELETE ON circle BEGIN
  INSERT INTO remember VALUES ('circle', old.id, 'remove', json_object('id', old.id, 'contact_id', old.contact_id, 'name', old.name, 'relation', old.relation, 'what', old.what, 'day', old.day, 'note', old.note, 'greeted', old.greeted), old.contact_id, NULL);
END;

CREATE TRIGGER history_claim_add AFTER INSERT ON claim BEGIN
  INSERT INTO remember VALUES ('claim', new.id, 'add', NULL, new.contact_id, new.order_id);
END;

CREATE TRIGGER history_claim_edit AFTER UPDATE OF id, contact_id, order_id, line_id, guarantee_id, complaint_id, qty, wants, reason, text, evidence, opened_on, opened_at, decided_on, decision, because, back_on, out_order_id, refunded, repaired_on, ended_on ON claim BEGIN
  INSERT INTO remember VALUES ('claim', new.id, 'edit', json_object('id', old.id, 'contact_id', old.contact_id, 'order_id', old.order_id, 'line_id', old.line_id, 'guarantee_id', old.guarantee_id, 'complaint_id', old.complaint_id, 'qty', old.qty, 'wants', old.wants, 'reason', old.reason, 'text', old.text, 'evidence', old.evidence, 'opened_on', old.opened_on, 'opened_at', old.opened_at, 'decided_on', old.decided_on, 'decision', old.decision, 'because', old.because, 'back_on', old.back_on, 'out_order_id', old.out_order_id, 'refunded', old.refunded, 'repaired_on', old.repaired_on, 'ended_on', old.ended_on), new.contact_id, new.order_id);
END;

CREATE TRIGGER history_claim_remove AFTER DELETE ON claim BEGIN
  INSERT INTO remember VALUES ('claim', old.id, 'remove', json_object('id', old.id, 'contact_id', old.contact_id, 'order_id', old.order_id, 'line_id', old.line_id, 'guarantee_id', old.guarantee_id, 'complaint_id', old.complaint_id, 'qty', old.qty, 'wants', old.wants, 'reason', old.reason, 'text', old.text, 'evidence', old.evidence, 'opened_on', old.opened_on, 'opened_at', old.opened_at, 'decided_on', old.decided_on, 'decision', old.decision, 'because', old.because, 'back_on', old.back_on, 'out_order_id', old.out_order_id, 'refunded', old.refunded, 'repaired_on', old.repaired_on, 'ended_on', old.ended_on), old.contact_id, old.order_id);
END;

CREATE TRIGGER history_closure_add AFTER INSERT ON closure BEGIN
  INSERT INTO remember VALUES ('closure', new.id, 'add', NULL, NULL, NULL);
END;

CREATE TRIGGER history_closure_edit AFTER UPDATE OF id, from_on, until_on, because ON closure BEGIN
  INSERT INTO remember VALUES ('closure', new.id, 'edit', json_object('id', old.id, 'from_on', old.from_on, 'until_on', old.until_on, 'because', old.because), NULL, NULL);
END;

CREATE TRIGGER history_closure_remove AFTER DELETE ON closure BEGIN
  INSERT INTO remember VALUES ('closure', old.id, 'remove', json_object('id', old.id, 'from_on', old.from_on, 'until_on', old.until_on, 'because', old.because), NULL, NULL);
END;

CREATE TRIGGER history_complaint_add AFTER INSERT ON complaint BEGIN
  INSERT INTO remember VALUES ('complaint', new.id, 'add', NULL, new.contact_id, new.order_id);
END;

CREATE TRIGGER history_complaint_edit AFTER UPDATE OF id, contact_id, order_id, product_id, kind, text, opened_on, opened_at, next_on, closed_at, outcome, cause, prevention ON complaint BEGIN
  INSERT INTO remember VALUES ('complaint', new.id, 'edit', json_object('id', old.id, 'contact_id', old.contact_id, 'order_id', old.order_id, 'product_id', old.product_id, 'kind', old.kind, 'text', old.text, 'opened_on', old.opened_on, 'opened_at', old.opened_at, 'next_on', old.next_on, 'closed_at', old.closed_at, 'outcome', old.outcome, 'cause', old.cause, 'prevention', old.prevention), new.contact_id, new.order_id);
END;

CREATE TRIGGER history_complaint_remove AFTER DELETE ON complaint BEGIN
  INSERT INTO remember VALUES ('complaint', old.id, 'remove', json_object('id', old.id, 'contact_id', old.contact_id, 'order_id', old.order_id, 'product_id', old.product_id, 'kind', old.kind, 'text', old.text, 'opened_on', old.opened_on, 'opened_at', old.opened_at, 'next_on', old.next_on, 'closed_at', old.closed_at, 'outcome', old.outcome, 'cause', old.cause, 'prevention', old.prevention), old.contact_id, old.order_id);
END;

CREATE TRIGGER history_consent_add AFTER INSERT ON consent BEGIN
  INSERT INTO remember VALUES ('consent', new.id, 'add', NULL, new.contact_id, NULL);
END;

CREATE TRIGGER history_consent_edit AFTER UPDATE OF id, contact_id, purpose, given, stated_on, how, noted_at ON consent BEGIN
  INSERT INTO remember VALUES ('consent', new.id, 'edit', json_object('id', old.id, 'contact_id', old.contact_id, 'purpose', old.purpose, 'given', old.given, 'stated_on', old.stated_on, 'how', old.how, 'noted_at', old.noted_at), new.contact_id, NULL);
END;

CREATE TRIGGER history_consent_remove AFTER DELETE ON consent BEGIN
  INSERT INTO remember VALUES ('consent', old.id, 'remove', json_object('id', old.id, 'contact_id', old.contact_id, 'purpose', old.purpose, 'given', old.given, 'stated_on', old.stated_on, 'how', old.how, 'noted_at', old.noted_at), old.contact_id, NULL);
END;

CREATE TRIGGER history_contact_add AFTER INSERT ON contact BEGIN
  INSERT INTO remember VALUES ('contact', new.id, 'add', NULL, new.id, NULL);
END;

CREATE TRIGGER history_contact_edit AFTER UPDATE ON contact WHEN (new.id, new.name, new.nickname, new.salutation, new.language, new.birthday, new.city, new.source, new.referred_by_id, new.greeting_wanted, new.created_at, new.archived_at, new.name_key, new.nickname_key, new.find_key, new.closeness, new.prefers) IS NOT (old.id, old.name, old.nickname, old.salutation, old.language, old.birthday, old.city, old.source, old.referred_by_id, old.greeting_wanted, old.created_at, old.archived_at, old.name_key, old.nickname_key, old.find_key, old.closeness, old.prefers) BEGIN
  INSERT INTO remember VALUES ('contact', new.id, 'edit', json_object('id', old.id, 'name', old.name, 'nickname', old.nickname, 'salutation', old.salutation, 'language', old.language, 'birthday', old.birthday, 'city', old.city, 'source', old.source, 'referred_by_id', old.referred_by_id, 'greeting_wanted', old.greeting_wanted, 'created_at', old.created_at, 'archived_at', old.archived_at, 'name_key', old.name_key, 'nickname_key', old.nickname_key, 'find_key', old.find_key, 'closeness', old.closeness, 'prefers', old.prefers), new.id, NULL);
END;

CREATE TRIGGER history_contact_remove AFTER DELETE ON contact BEGIN
  INSERT INTO remember VALUES ('contact', old.id, 'remove', json_object('id', old.id, 'name', old.name, 'nickname', old.nickname, 'salutation', old.salutation, 'language', old.language, 'birthday', old.birthday, 'city', old.city, 'source', old.source, 'referred_by_id', old.referred_by_id, 'greeting_wanted', old.greeting_wanted, 'created_at', old.created_at, 'archived_at', old.archived_at, 'name_key', old.name_key, 'nickname_key', old.nickname_key, 'find_key', old.find_key, 'closeness', old.closeness, 'prefers', old.prefers), old.id, NULL);
END;

CREATE TRIGGER history_due_add AFTER INSERT ON due BEGIN
  INSERT INTO remember VALUES ('due', new.id, 'add', NULL, new.contact_id, (SELECT id FROM sale_order WHERE due_id = new.id));
END;

CREATE TRIGGER history_due_edit AFTER UPDATE ON due WHEN (new.id, new.contact_id, new.kind, new.memo, new.amount, new.created_on, new.created_at, new.due_on, new.closed_on, new.close_reason, new.snoozed_until, new.snooze_reason) IS NOT (old.id, old.contact_id, old.kind, old.memo, old.amount, old.created_on, old.created_at, old.due_on, old.closed_on, old.close_reason, old.snoozed_until, old.snooze_reason) BEGIN
  INSERT INTO remember VALUES ('due', new.id, 'edit', json_object('id', old.id, 'contact_id', old.contact_id, 'kind', old.kind, 'memo', old.memo, 'amount', old.amount, 'created_on', old.created_on, 'created_at', old.created_at, 'due_on', old.due_on, 'closed_on', old.closed_on, 'close_reason', old.close_reason, 'snoozed_until', old.snoozed_until, 'snooze_reason', old.snooze_reason), new.contact_id, (SELECT id FROM sale_order WHERE due_id = new.id));
END;

CREATE TRIGGER history_due_remove AFTER DELETE ON due BEGIN
  INSERT INTO remember VALUES ('due', old.id, 'remove', json_object('id', old.id, 'contact_id', old.contact_id, 'kind', old.kind, 'memo', old.memo, 'amount', old.amount, 'created_on', old.created_on, 'created_at', old.created_at, 'due_on', old.due_on, 'closed_on', old.closed_on, 'close_reason', old.close_reason, 'snoozed_until', old.snoozed_until, 'snooze_reason', old.snooze_reason), old.contact_id, (SELECT id FROM sale_order WHERE due_id = old.id));
END;

CREATE TRIGGER history_errand_add AFTER INSERT ON errand BEGIN
  INSERT INTO remember VALUES ('errand', new.id, 'add', NULL, new.contact_id, NULL);
END;

CREATE TRIGGER history_errand_edit AFTER UPDATE OF id, due_id, contact_id, what, at_most, fee, spent, bought_on, not_found_on, asked_at ON errand BEGIN
  INSERT INTO remember VALUES ('errand', new.id, 'edit', json_object('id', old.id, 'due_id', old.due_id, 'contact_id', old.contact_id, 'what', old.what, 'at_most', old.at_most, 'fee', old.fee, 'spent', old.spent, 'bought_on', old.bought_on, 'not_found_on', old.not_found_on, 'asked_at', old.asked_at), new.contact_id, NULL);
END;

CREATE TRIGGER history_errand_remove AFTER DELETE ON errand BEGIN
  INSERT INTO remember VALUES ('errand', old.id, 'remove', json_object('id', old.id, 'due_id', old.due_id, 'contact_id', old.contact_id, 'what', old.what, 'at_most', old.at_most, 'fee', old.fee, 'spent', old.spent, 'bought_on', old.bought_on, 'not_found_on', old.not_found_on, 'asked_at', old.asked_at), old.contact_id, NULL);
END;

CREATE TRIGGER history_feast_add AFTER INSERT ON feast BEGIN
  INSERT INTO remember VALUES ('feast', new.id, 'add', NULL, NULL, NULL);
END;

CREATE TRIGGER history_feast_edit AFTER UPDATE OF id, key, name, from_on, until_on, yearly, everyone ON feast BEGIN
  INSERT INTO remember VALUES ('feast', new.id, 'edit', json_object('id', old.id, 'key', old.key, 'name', old.name, 'from_on', old.from_on, 'until_on', old.until_on, 'yearly', old.yearly, 'everyone', old.everyone), NULL, NULL);
END;

CREATE TRIGGER history_feast_remove AFTER DELETE ON feast BEGIN
  INSERT INTO remember VALUES ('feast', old.id, 'remove', json_object('id', old.id, 'key', old.key, 'name', old.name, 'from_on', old.from_on, 'until_on', old.until_on, 'yearly', old.yearly, 'everyone', old.everyone), NULL, NULL);
END;

CREATE TRIGGER history_forgotten_add AFTER INSERT ON forgotten BEGIN
  INSERT INTO remember VALUES ('forgotten', new.id, 'add', NULL, new.contact_id, NULL);
END;

CREATE TRIGGER history_forgotten_edit AFTER UPDATE OF id, contact_id, known_since, forgotten_at ON forgotten BEGIN
  INSERT INTO remember VALUES ('forgotten', new.id, 'edit', json_object('id', old.id, 'contact_id', old.contact_id, 'known_since', old.known_since, 'forgotten_at', old.forgotten_at), new.contact_id, NULL);
END;

CREATE TRIGGER history_forgotten_remove AFTER DELETE ON forgotten BEGIN
  INSERT INTO remember VALUES ('forgotten', old.id, 'remove', json_object('id', old.id, 'contact_id', old.contact_id, 'known_since', old.known_since, 'forgotten_at', old.forgotten_at), old.contact_id, NULL);
END;

CREATE TRIGGER history_gift_add AFTER INSERT ON gift BEGIN
  INSERT INTO remember VALUES ('gift', new.id, 'add', NULL, new.contact_id, NULL);
END;

CREATE TRIGGER history_gift_edit AFTER UPDATE OF id, contact_id, direction, what, worth, because, given_on ON gift BEGIN
  INSERT INTO remember VALUES ('gift', new.id, 'edit', json_object('id', old.id, 'contact_id', old.contact_id, 'direction', old.direction, 'what', old.what, 'worth', old.worth, 'because', old.because, 'given_on', old.given_on), new.contact_id, NULL);
END;

CREATE TRIGGER history_gift_remove AFTER DELETE ON gift BEGIN
  INSERT INTO remember VALUES ('gift', old.id, 'remove', json_object('id', old.id, 'contact_id', old.contact_id, 'direction', old.direction, 'what', old.what, 'worth', old.worth, 'because', old.because, 'given_on', old.given_on), old.contact_id, NULL);
END;

CREATE TRIGGER history_guarantee_add AFTER INSERT ON guarantee BEGIN
  INSERT INTO remember VALUES ('guarantee', new.id, 'add', NULL, NULL, NULL);
END;

CREATE TRIGGER history_guarantee_edit AFTER UPDATE OF id, name, product_id, basis, days, grants, reasons, evidence, shipping, clause, ended_on ON guarantee BEGIN
  INSERT INTO remember VALUES ('guarantee', new.id, 'edit', json_object('id', old.id, 'name', old.name, 'product_id', old.product_id, 'basis', old.basis, 'days', old.days, 'grants', old.grants, 'reasons', old.reasons, 'evidence', old.evidence, 'shipping', old.shipping, 'clause', old.clause, 'ended_on', old.ended_on), NULL, NULL);
END;

CREATE TRIGGER history_guarantee_remove AFTER DELETE ON guarantee BEGIN
  INSERT INTO remember VALUES ('guarantee', old.id, 'remove', json_object('id', old.id, 'name', old.name, 'product_id', old.product_id, 'basis', old.basis, 'days', old.days, 'grants', old.grants, 'reasons', old.reasons, 'evidence', old.evidence, 'shipping', old.shipping, 'clause', old.clause, 'ended_on', old.ended_on), NULL, NULL);
END;

CREATE TRIGGER history_import_batch_add AFTER INSERT ON import_batch BEGIN
  INSERT INTO remember VALUES ('import_batch', new.id, 'add', NULL, NULL, NULL);
END;

CREATE TRIGGER history_import_batch_edit AFTER UPDATE OF id, kind, file_name, fingerprint, rows, imported_at ON import_batch BEGIN
  INSERT INTO remember VALUES ('import_batch', new.id, 'edit', json_object('id', old.id, 'kind', old.kind, 'file_name', old.file_name, 'fingerprint', old.fingerprint, 'rows', old.rows, 'imported_at', old.imported_at), NULL, NULL);
END;

CREATE TRIGGER history_import_batch_remove AFTER DELETE ON import_batch BEGIN
  INSERT INTO remember VALUES ('import_batch', old.id, 'remove', json_object('id', old.id, 'kind', old.kind, 'file_name', old.file_name, 'fingerprint', old.fingerprint, 'rows', old.rows, 'imported_at', old.imported_at), NULL, NULL);
END;

CREATE TRIGGER history_import_row_add AFTER INSERT ON import_row BEGIN
  INSERT INTO remember VALUES ('import_row', new.id, 'add', NULL, new.contact_id, new.order_id);
END;

CREATE TRIGGER history_import_row_edit AFTER UPDATE OF id, batch_id, row_number, fingerprint, contact_id, order_id ON import_row BEGIN
  INSERT INTO remember VALUES ('import_row', new.id, 'edit', json_object('id', old.id, 'batch_id', old.batch_id, 'row_number', old.row_number, 'fingerprint', old.fingerprint, 'contact_id', old.contact_id, 'order_id', old.order_id), new.contact_id, new.order_id);
END;

CREATE TRIGGER history_import_row_remove AFTER DELETE ON import_row BEGIN
  INSERT INTO remember VALUES ('import_row', old.id, 'remove', json_object('id', old.id, 'batch_id', old.batch_id, 'row_number', old.row_number, 'fingerprint', old.fingerprint, 'contact_id', old.contact_id, 'order_id', old.order_id), old.contact_id, old.order_id);
END;

CREATE TRIGGER history_instalment_add AFTER INSERT ON instalment BEGIN
  INSERT INTO remember VALUES ('instalment', new.id, 'add', NULL, (SELECT contact_id FROM due WHERE id = new.due_id), (SELECT id FROM sale_order WHERE due_id = new.due_id));
END;

CREATE TRIGGER history_instalment_edit AFTER UPDATE OF id, due_id, due_on, amount, rest ON instalment BEGIN
  INSERT INTO remember VALUES ('instalment', new.id, 'edit', json_object('id', old.id, 'due_id', old.due_id, 'due_on', old.due_on, 'amount', old.amount, 'rest', old.rest), (SELECT contact_id FROM due WHERE id = new.due_id), (SELECT id FROM sale_order WHERE due_id = new.due_id));
END;

CREATE TRIGGER history_instalment_remove AFTER DELETE ON instalment BEGIN
  INSERT INTO remember VALUES ('instalment', old.id, 'remove', json_object('id', old.id, 'due_id', old.due_id, 'due_on', old.due_on, 'amount', old.amount, 'rest', old.rest), (SELECT contact_id FROM due WHERE id = old.due_id), (SELECT id FROM sale_order WHERE due_id = old.due_id));
END;

CREATE TRIGGER history_journal_add AFTER INSERT ON journal BEGIN
  INSERT INTO remember VALUES ('journal', new.id, 'add', NULL, NULL, NULL);
END;

CREATE TRIGGER history_journal_edit AFTER UPDATE OF id, text, noted_at ON journal BEGIN
  INSERT INTO remember VALUES ('journal', new.id, 'edit', json_object('id', old.id, 'text', old.text, 'noted_at', old.noted_at), NULL, NULL);
END;

CREATE TRIGGER history_journal_remove AFTER DELETE ON journal BEGIN
  INSERT INTO remember VALUES ('journal', old.id, 'remove', json_object('id', old.id, 'text', old.text, 'noted_at', old.noted_at), NULL, NULL);
END;

CREATE TRIGGER history_member_add AFTER INSERT ON member BEGIN
  INSERT INTO remember VALUES ('member', new.id, 'add', NULL, new.contact_id, NULL);
END;

CREATE TRIGGER history_member_edit AFTER UPDATE OF id, contact_id, number, tier, joined_on, left_on ON member BEGIN
  INSERT INTO remember VALUES ('member', new.id, 'edit', json_object('id', old.id, 'contact_id', old.contact_id, 'number', old.number, 'tier', old.tier, 'joined_on', old.joined_on, 'left_on', old.left_on), new.contact_id, NULL);
END;

CREATE TRIGGER history_member_remove AFTER DELETE ON member BEGIN
  INSERT INTO remember VALUES ('member', old.id, 'remove', json_object('id', old.id, 'contact_id', old.contact_id, 'number', old.number, 'tier', old.tier, 'joined_on', old.joined_on, 'left_on', old.left_on), old.contact_id, NULL);
END;

CREATE TRIGGER history_message_add AFTER INSERT ON message BEGIN
  INSERT INTO remember VALUES ('message', new.id, 'add', NULL, new.contact_id, (SELECT id FROM sale_order WHERE due_id = new.due_id));
END;

CREATE TRIGGER history_message_edit AFTER UPDATE OF id, contact_id, due_id, direction, purpose, step, occasion, text, said_at ON message BEGIN
  INSERT INTO remember VALUES ('message', new.id, 'edit', json_object('id', old.id, 'contact_id', old.contact_id, 'due_id', old.due_id, 'direction', old.direction, 'purpose', old.purpose, 'step', old.step, 'occasion', old.occasion, 'text', old.text, 'said_at', old.said_at), new.contact_id, (SELECT id FROM sale_order WHERE due_id = new.due_id));
END;

CREATE TRIGGER history_message_remove AFTER DELETE ON message BEGIN
  INSERT INTO remember VALUES ('message', old.id, 'remove', json_object('id', old.id, 'contact_id', old.contact_id, 'due_id', old.due_id, 'direction', old.direction, 'purpose', old.purpose, 'step', old.step, 'occasion', old.occasion, 'text', old.text, 'said_at', old.said_at), old.contact_id, (SELECT id FROM sale_order WHERE due_id = old.due_id));
END;

CREATE TRIGGER history_note_add AFTER INSERT ON note BEGIN
  INSERT INTO remember VALUES ('note', new.id, 'add', NULL, new.contact_id, new.order_id);
END;

CREATE TRIGGER history_note_edit AFTER UPDATE OF id, contact_id, order_id, text, private, noted_at ON note BEGIN
  INSERT INTO remember VALUES ('note', new.id, 'edit', json_object('id', old.id, 'contact_id', old.contact_id, 'order_id', old.order_id, 'text', old.text, 'private', old.private, 'noted_at', old.noted_at), new.contact_id, new.order_id);
END;

CREATE TRIGGER history_note_remove AFTER DELETE ON note BEGIN
  INSERT INTO remember VALUES ('note', old.id, 'remove', json_object('id', old.id, 'contact_id', old.contact_id, 'order_id', old.order_id, 'text', old.text, 'private', old.private, 'noted_at', old.noted_at), old.contact_id, old.order_id);
END;

CREATE TRIGGER history_order_line_add AFTER INSERT ON order_line BEGIN
  INSERT INTO remember VALUES ('order_line', new.id, 'add', NULL, (SELECT contact_id FROM sale_order WHERE id = new.order_id), new.order_id);
END;

CREATE TRIGGER history_order_line_edit AFTER UPDATE ON order_line WHEN (new.id, new.order_id, new.sku, new.name, new.qty, new.price, new.product_id) IS NOT (old.id, old.order_id, old.sku, old.name, old.qty, old.price, old.product_id) BEGIN
  INSERT INTO remember VALUES ('order_line', new.id, 'edit', json_object('id', old.id, 'order_id', old.order_id, 'sku', old.sku, 'name', old.name, 'qty', old.qty, 'price', old.price, 'product_id', old.product_id), (SELECT contact_id FROM sale_order WHERE id = new.order_id), new.order_id);
END;

CREATE TRIGGER history_order_line_remove AFTER DELETE ON order_line BEGIN
  INSERT INTO remember VALUES ('order_line', old.id, 'remove', json_object('id', old.id, 'order_id', old.order_id, 'sku', old.sku, 'name', old.name, 'qty', old.qty, 'price', old.price, 'product_id', old.product_id), (SELECT contact_id FROM sale_order WHERE id = old.order_id), old.order_id);
END;

CREATE TRIGGER history_parcel_add AFTER INSERT ON parcel BEGIN
  INSERT INTO remember VALUES ('parcel', new.id, 'add', NULL, (SELECT contact_id FROM sale_order WHERE id = new.order_id), new.order_id);
END;

CREATE TRIGGER history_parcel_edit AFTER UPDATE OF id, order_id, courier, service, tracking, collect, weight, packed_on, shipped_on, arrived_on, returned_on, paid_on, fee, note, created_at ON parcel BEGIN
  INSERT INTO remember VALUES ('parcel', new.id, 'edit', json_object('id', old.id, 'order_id', old.order_id, 'courier', old.courier, 'service', old.service, 'tracking', old.tracking, 'collect', old.collect, 'weight', old.weight, 'packed_on', old.packed_on, 'shipped_on', old.shipped_on, 'arrived_on', old.arrived_on, 'returned_on', old.returned_on, 'paid_on', old.paid_on, 'fee', old.fee, 'note', old.note, 'created_at', old.created_at), (SELECT contact_id FROM sale_order WHERE id = new.order_id), new.order_id);
END;

CREATE TRIGGER history_parcel_line_add AFTER INSERT ON parcel_line BEGIN
  INSERT INTO remember VALUES ('parcel_line', new.id, 'add', NULL, NULL, (SELECT order_id FROM order_line WHERE id = new.line_id));
END;

CREATE TRIGGER history_parcel_line_edit AFTER UPDATE OF id, parcel_id, line_id, qty ON parcel_line BEGIN
  INSERT INTO remember VALUES ('parcel_line', new.id, 'edit', json_object('id', old.id, 'parcel_id', old.parcel_id, 'line_id', old.line_id, 'qty', old.qty), NULL, (SELECT order_id FROM order_line WHERE id = new.line_id));
END;

CREATE TRIGGER history_parcel_line_remove AFTER DELETE ON parcel_line BEGIN
  INSERT INTO remember VALUES ('parcel_line', old.id, 'remove', json_object('id', old.id, 'parcel_id', old.parcel_id, 'line_id', old.line_id, 'qty', old.qty), NULL, (SELECT order_id FROM order_line WHERE id = old.line_id));
END;

CREATE TRIGGER history_parcel_remove AFTER DELETE ON parcel BEGIN
  INSERT INTO remember VALUES ('parcel', old.id, 'remove', json_object('id', old.id, 'order_id', old.order_id, 'courier', old.courier, 'service', old.service, 'tracking', old.tracking, 'collect', old.collect, 'weight', old.weight, 'packed_on', old.packed_on, 'shipped_on', old.shipped_on, 'arrived_on', old.arrived_on, 'returned_on', old.returned_on, 'paid_on', old.paid_on, 'fee', old.fee, 'note', old.note, 'created_at', old.created_at), (SELECT contact_id FROM sale_order WHERE id = old.order_id), old.order_id);
END;

CREATE TRIGGER history_pasted_add AFTER INSERT ON pasted BEGIN
  INSERT INTO remember VALUES ('pasted', new.id, 'add', NULL, new.contact_id, new.order_id);
END;

CREATE TRIGGER history_pasted_edit AFTER UPDATE OF id, contact_id, order_id, text, pasted_at ON pasted BEGIN
  INSERT INTO remember VALUES ('pasted', new.id, 'edit', json_object('id', old.id, 'contact_id', old.contact_id, 'order_id', old.order_id, 'text', old.text, 'pasted_at', old.pasted_at), new.contact_id, new.order_id);
END;

CREATE TRIGGER history_pasted_remove AFTER DELETE ON pasted BEGIN
  INSERT INTO remember VALUES ('pasted', old.id, 'remove', json_object('id', old.id, 'contact_id', old.contact_id, 'order_id', old.order_id, 'text', old.text, 'pasted_at', old.pasted_at), old.contact_id, old.order_id);
END;

CREATE TRIGGER history_pause_add AFTER INSERT ON pause BEGIN
  INSERT INTO remember VALUES ('pause', new.id, 'add', NULL, new.contact_id, NULL);
END;

CREATE TRIGGER history_pause_edit AFTER UPDATE OF id, contact_id, from_on, until_on, because ON pause BEGIN
  INSERT INTO remember VALUES ('pause', new.id, 'edit', json_object('id', old.id, 'contact_id', old.contact_id, 'from_on', old.from_on, 'until_on', old.until_on, 'because', old.because), new.contact_id, NULL);
END;

CREATE TRIGGER history_pause_remove AFTER DELETE ON pause BEGIN
  INSERT INTO remember VALUES ('pause', old.id, 'remove', json_object('id', old.id, 'contact_id', old.contact_id, 'from_on', old.from_on, 'until_on', old.until_on, 'because', old.because), old.contact_id, NULL);
END;

CREATE TRIGGER history_payment_add AFTER INSERT ON payment BEGIN
  INSERT INTO remember VALUES ('payment', new.id, 'add', NULL, new.contact_id, (SELECT id FROM sale_order WHERE due_id = new.due_id));
END;

CREATE TRIGGER history_payment_edit AFTER UPDATE OF id, contact_id, due_id, amount, kind, method, paid_on, note, reverses_id, created_at ON payment BEGIN
  INSERT INTO remember VALUES ('payment', new.id, 'edit', json_object('id', old.id, 'contact_id', old.contact_id, 'due_id', old.due_id, 'amount', old.amount, 'kind', old.kind, 'method', old.method, 'paid_on', old.paid_on, 'note', old.note, 'reverses_id', old.reverses_id, 'created_at', old.created_at), new.contact_id, (SELECT id FROM sale_order WHERE due_id = new.due_id));
END;

CREATE TRIGGER history_payment_remove AFTER DELETE ON payment BEGIN
  INSERT INTO remember VALUES ('payment', old.id, 'remove', json_object('id', old.id, 'contact_id', old.contact_id, 'due_id', old.due_id, 'amount', old.amount, 'kind', old.kind, 'method', old.method, 'paid_on', old.paid_on, 'note', old.note, 'reverses_id', old.reverses_id, 'created_at', old.created_at), old.contact_id, (SELECT id FROM sale_order WHERE due_id = old.due_id));
END;

CREATE TRIGGER history_product_add AFTER INSERT ON product BEGIN
  INSERT INTO remember VALUES ('product', new.id, 'add', NULL, NULL, NULL);
END;

CREATE TRIGGER history_product_edit AFTER UPDATE OF id, sku, name, variant, price, cost, weight, note, care, created_at, archived_at, sku_key, label_key, fit, care_days, care_every ON product BEGIN
  INSERT INTO remember VALUES ('product', new.id, 'edit', json_object('id', old.id, 'sku', old.sku, 'name', old.name, 'variant', old.variant, 'price', old.price, 'cost', old.cost, 'weight', old.weight, 'note', old.note, 'care', old.care, 'created_at', old.created_at, 'archived_at', old.archived_at, 'sku_key', old.sku_key, 'label_key', old.label_key, 'fit', old.fit, 'care_days', old.care_days, 'care_every', old.care_every), NULL, NULL);
END;

CREATE TRIGGER history_product_remove AFTER DELETE ON product BEGIN
  INSERT INTO remember VALUES ('product', old.id, 'remove', json_object('id', old.id, 'sku', old.sku, 'name', old.name, 'variant', old.variant, 'price', old.price, 'cost', old.cost, 'weight', old.weight, 'note', old.note, 'care', old.care, 'created_at', old.created_at, 'archived_at', old.archived_at, 'sku_key', old.sku_key, 'label_key', old.label_key, 'fit', old.fit, 'care_days', old.care_days, 'care_every', old.care_every), NULL, NULL);
END;

CREATE TRIGGER history_raffle_add AFTER INSERT ON raffle BEGIN
  INSERT INTO remember VALUES ('raffle', new.id, 'add', NULL, NULL, NULL);
END;

CREATE TRIGGER history_raffle_edit AFTER UPDATE OF id, name, seed, places, entrants, digest, drawn_at ON raffle BEGIN
  INSERT INTO remember VALUES ('raffle', new.id, 'edit', json_object('id', old.id, 'name', old.name, 'seed', old.seed, 'places', old.places, 'entrants', old.entrants, 'digest', old.digest, 'drawn_at', old.drawn_at), NULL, NULL);
END;

CREATE TRIGGER history_raffle_remove AFTER DELETE ON raffle BEGIN
  INSERT INTO remember VALUES ('raffle', old.id, 'remove', json_object('id', old.id, 'name', old.name, 'seed', old.seed, 'places', old.places, 'entrants', old.entrants, 'digest', old.digest, 'drawn_at', old.drawn_at), NULL, NULL);
END;

CREATE TRIGGER history_rating_add AFTER INSERT ON rating BEGIN
  INSERT INTO remember VALUES ('rating', new.id, 'add', NULL, new.contact_id, new.order_id);
END;

CREATE TRIGGER history_rating_edit AFTER UPDATE OF id, contact_id, order_id, stars, text, rated_on ON rating BEGIN
  INSERT INTO remember VALUES ('rating', new.id, 'edit', json_object('id', old.id, 'contact_id', old.contact_id, 'order_id', old.order_id, 'stars', old.stars, 'text', old.text, 'rated_on', old.rated_on), new.contact_id, new.order_id);
END;

CREATE TRIGGER history_rating_remove AFTER DELETE ON rating BEGIN
  INSERT INTO remember VALUES ('rating', old.id, 'remove', json_object('id', old.id, 'contact_id', old.contact_id, 'order_id', old.order_id, 'stars', old.stars, 'text', old.text, 'rated_on', old.rated_on), old.contact_id, old.order_id);
END;

CREATE TRIGGER history_reply_add AFTER INSERT ON reply BEGIN
  INSERT INTO remember VALUES ('reply', new.id, 'add', NULL, new.contact_id, NULL);
END;

CREATE TRIGGER history_reply_edit AFTER UPDATE OF id, key, contact_id, given_at ON reply BEGIN
  INSERT INTO remember VALUES ('reply', new.id, 'edit', json_object('id', old.id, 'key', old.key, 'contact_id', old.contact_id, 'given_at', old.given_at), new.contact_id, NULL);
END;

CREATE TRIGGER history_reply_remove AFTER DELETE ON reply BEGIN
  INSERT INTO remember VALUES ('reply', old.id, 'remove', json_object('id', old.id, 'key', old.key, 'contact_id', old.contact_id, 'given_at', old.given_at), old.contact_id, NULL);
END;

CREATE TRIGGER history_request_add AFTER INSERT ON request BEGIN
  INSERT INTO remember VALUES ('request', new.id, 'add', NULL, new.contact_id, NULL);
END;

CREATE TRIGGER history_request_edit AFTER UPDATE OF id, contact_id, kind, said, asked_at, answered_at, answer ON request BEGIN
  INSERT INTO remember VALUES ('request', new.id, 'edit', json_object('id', old.id, 'contact_id', old.contact_id, 'kind', old.kind, 'said', old.said, 'asked_at', old.asked_at, 'answered_at', old.answered_at, 'answer', old.answer), new.contact_id, NULL);
END;

CREATE TRIGGER history_request_remove AFTER DELETE ON request BEGIN
  INSERT INTO remember VALUES ('request', old.id, 'remove', json_object('id', old.id, 'contact_id', old.contact_id, 'kind', old.kind, 'said', old.said, 'asked_at', old.asked_at, 'answered_at', old.answered_at, 'answer', old.answer), old.contact_id, NULL);
END;

CREATE TRIGGER history_sale_order_add AFTER INSERT ON sale_order BEGIN
  INSERT INTO remember VALUES ('sale_order', new.id, 'add', NULL, new.contact_id, new.id);
END;

CREATE TRIGGER history_sale_order_edit AFTER UPDATE ON sale_order WHEN (new.id, new.contact_id, new.due_id, new.ordered_on, new.ordered_at, new.keep_until, new.promised_on, new.shipping, new.discount, new.unique_code, new.recipient, new.recipient_phone, new.address, new.gift, new.dropship_from, new.note, new.source, new.number, new.making_on, new.ready_on, new.shipped_on, new.arrived_on, new.closed_as, new.closed_on, new.courier, new.cod, new.price_hidden, new.extras, new.first_promised_on) IS NOT (old.id, old.contact_id, old.due_id, old.ordered_on, old.ordered_at, old.keep_until, old.promised_on, old.shipping, old.discount, old.unique_code, old.recipient, old.recipient_phone, old.address, old.gift, old.dropship_from, old.note, old.source, old.number, old.making_on, old.ready_on, old.shipped_on, old.arrived_on, old.closed_as, old.closed_on, old.courier, old.cod, old.price_hidden, old.extras, old.first_promised_on) BEGIN
  INSERT INTO remember VALUES ('sale_order', new.id, 'edit', json_object('id', old.id, 'contact_id', old.contact_id, 'due_id', old.due_id, 'ordered_on', old.ordered_on, 'ordered_at', old.ordered_at, 'keep_until', old.keep_until, 'promised_on', old.promised_on, 'shipping', old.shipping, 'discount', old.discount, 'unique_code', old.unique_code, 'recipient', old.recipient, 'recipient_phone', old.recipient_phone, 'address', old.address, 'gift', old.gift, 'dropship_from', old.dropship_from, 'note', old.note, 'source', old.source, 'number', old.number, 'making_on', old.making_on, 'ready_on', old.ready_on, 'shipped_on', old.shipped_on, 'arrived_on', old.arrived_on, 'closed_as', old.closed_as, 'closed_on', old.closed_on, 'courier', old.courier, 'cod', old.cod, 'price_hidden', old.price_hidden, 'extras', old.extras, 'first_promised_on', old.first_promised_on), new.contact_id, new.id);
END;

CREATE TRIGGER history_sale_order_remove AFTER DELETE ON sale_order BEGIN
  INSERT INTO remember VALUES ('sale_order', old.id, 'remove', json_object('id', old.id, 'contact_id', old.contact_id, 'due_id', old.due_id, 'ordered_on', old.ordered_on, 'ordered_at', old.ordered_at, 'keep_until', old.keep_until, 'promised_on', old.promised_on, 'shipping', old.shipping, 'discount', old.discount, 'unique_code', old.unique_code, 'recipient', old.recipient, 'recipient_phone', old.recipient_phone, 'address', old.address, 'gift', old.gift, 'dropship_from', old.dropship_from, 'note', old.note, 'source', old.source, 'number', old.number, 'making_on', old.making_on, 'ready_on', old.ready_on, 'shipped_on', old.shipped_on, 'arrived_on', old.arrived_on, 'closed_as', old.closed_as, 'closed_on', old.closed_on, 'courier', old.courier, 'cod', old.cod, 'price_hidden', old.price_hidden, 'extras', old.extras, 'first_promised_on', old.first_promised_on), old.contact_id, old.id);
END;

CREATE TRIGGER history_setting_add AFTER INSERT ON setting BEGIN
  INSERT INTO remember VALUES ('setting', new.id, 'add', NULL, NULL, NULL);
END;

CREATE TRIGGER history_setting_edit AFTER UPDATE OF id, key, value ON setting BEGIN
  INSERT INTO remember VALUES ('setting', new.id, 'edit', json_object('id', old.id, 'key', old.key, 'value', old.value), NULL, NULL);
END;

CREATE TRIGGER history_setting_remove AFTER DELETE ON setting BEGIN
  INSERT INTO remember VALUES ('setting', old.id, 'remove', json_object('id', old.id, 'key', old.key, 'value', old.value), NULL, NULL);
END;

CREATE TRIGGER history_size_add AFTER INSERT ON size BEGIN
  INSERT INTO remember VALUES ('size', new.id, 'add', NULL, new.contact_id, NULL);
END;

CREATE TRIGGER history_size_edit AFTER UPDATE OF id, contact_id, what, value ON size BEGIN
  INSERT INTO remember VALUES ('size', new.id, 'edit', json_object('id', old.id, 'contact_id', old.contact_id, 'what', old.what, 'value', old.value), new.contact_id, NULL);
END;

CREATE TRIGGER history_size_remove AFTER DELETE ON size BEGIN
  INSERT INTO remember VALUES ('size', old.id, 'remove', json_object('id', old.id, 'contact_id', old.contact_id, 'what', old.what, 'value', old.value), old.contact_id, NULL);
END;

CREATE TRIGGER history_stock_move_add AFTER INSERT ON stock_move BEGIN
  INSERT INTO remember VALUES ('stock_move', new.id, 'add', NULL, NULL, NULL);
END;

CREATE TRIGGER history_stock_move_edit AFTER UPDATE OF id, product_id, qty, counted, because, moved_at ON stock_move BEGIN
  INSERT INTO remember VALUES ('stock_move', new.id, 'edit', json_object('id', old.id, 'product_id', old.product_id, 'qty', old.qty, 'counted', old.counted, 'because', old.because, 'moved_at', old.moved_at), NULL, NULL);
END;

CREATE TRIGGER history_stock_move_remove AFTER DELETE ON stock_move BEGIN
  INSERT INTO remember VALUES ('stock_move', old.id, 'remove', json_object('id', old.id, 'product_id', old.product_id, 'qty', old.qty, 'counted', old.counted, 'because', old.because, 'moved_at', old.moved_at), NULL, NULL);
END;

CREATE TRIGGER history_tag_add AFTER INSERT ON tag BEGIN
  INSERT INTO remember VALUES ('tag', new.id, 'add', NULL, new.contact_id, NULL);
END;

CREATE TRIGGER history_tag_edit AFTER UPDATE OF id, contact_id, name ON tag BEGIN
  INSERT INTO remember VALUES ('tag', new.id, 'edit', json_object('id', old.id, 'contact_id', old.contact_id, 'name', old.name), new.contact_id, NULL);
END;

CREATE TRIGGER history_tag_remove AFTER DELETE ON tag BEGIN
  INSERT INTO remember VALUES ('tag', old.id, 'remove', json_object('id', old.id, 'contact_id', old.contact_id, 'name', old.name), old.contact_id, NULL);
END;

CREATE TRIGGER history_template_add AFTER INSERT ON template BEGIN
  INSERT INTO remember VALUES ('template', new.id, 'add', NULL, NULL, NULL);
END;

CREATE TRIGGER history_template_edit AFTER UPDATE OF id, name, language, text ON template BEGIN
  INSERT INTO remember VALUES ('template', new.id, 'edit', json_object('id', old.id, 'name', old.name, 'language', old.language, 'text', old.text), NULL, NULL);
END;

CREATE TRIGGER history_template_remove AFTER DELETE ON template BEGIN
  INSERT INTO remember VALUES ('template', old.id, 'remove', json_object('id', old.id, 'name', old.name, 'language', old.language, 'text', old.text), NULL, NULL);
END;

CREATE TRIGGER history_term_add AFTER INSERT ON term BEGIN
  INSERT INTO remember VALUES ('term', new.id, 'add', NULL, NULL, NULL);
END;

CREATE TRIGGER history_term_edit AFTER UPDATE OF id, number, heading, text ON term BEGIN
  INSERT INTO remember VALUES ('term', new.id, 'edit', json_object('id', old.id, 'number', old.number, 'heading', old.heading, 'text', old.text), NULL, NULL);
END;

CREATE TRIGGER history_term_remove AFTER DELETE ON term BEGIN
  INSERT INTO remember VALUES ('term', old.id, 'remove', json_object('id', old.id, 'number', old.number, 'heading', old.heading, 'text', old.text), NULL, NULL);
END;

CREATE TRIGGER history_wish_add AFTER INSERT ON wish BEGIN
  INSERT INTO remember VALUES ('wish', new.id, 'add', NULL, new.contact_id, new.order_id);
END;

CREATE TRIGGER history_wish_edit AFTER UPDATE OF id, contact_id, product_id, what, what_key, qty, note, wished_at, offered_at, offered_until, ended_on, ended_as, order_id ON wish BEGIN
  INSERT INTO remember VALUES ('wish', new.id, 'edit', json_object('id', old.id, 'contact_id', old.contact_id, 'product_id', old.product_id, 'what', old.what, 'what_key', old.what_key, 'qty', old.qty, 'note', old.note, 'wished_at', old.wished_at, 'offered_at', old.offered_at, 'offered_until', old.offered_until, 'ended_on', old.ended_on, 'ended_as', old.ended_as, 'order_id', old.order_id), new.contact_id, new.order_id);
END;

CREATE TRIGGER history_wish_remove AFTER DELETE ON wish BEGIN
  INSERT INTO remember VALUES ('wish', old.id, 'remove', json_object('id', old.id, 'contact_id', old.contact_id, 'product_id', old.product_id, 'what', old.what, 'what_key', old.what_key, 'qty', old.qty, 'note', old.note, 'wished_at', old.wished_at, 'offered_at', old.offered_at, 'offered_until', old.offered_until, 'ended_on', old.ended_on, 'ended_as', old.ended_as, 'order_id', old.order_id), old.contact_id, old.order_id);
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

CREATE TRIGGER keep_errand_dp AFTER INSERT ON payment WHEN new.amount < 0 AND new.due_id IS NOT NULL BEGIN
  UPDATE due SET amount = max(0, (SELECT coalesce(sum(amount), 0) FROM payment WHERE due_id = new.due_id))
   WHERE id = new.due_id AND kind = 'errand'
     AND EXISTS (SELECT 1 FROM errand WHERE due_id = new.due_id AND bought_on IS NULL);
END;

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

CREATE TRIGGER keep_pieces_edit AFTER UPDATE OF qty, product_id, place ON order_line
WHEN old.product_id IS NOT NULL OR new.product_id IS NOT NULL BEGIN
  UPDATE product SET (on_hand, kept) = (SELECT on_hand, kept FROM pieces WHERE pieces.id = product.id)
   WHERE id IN (old.product_id, new.product_id);
END;

CREATE TRIGGER keep_pieces_remove AFTER DELETE ON order_line WHEN old.product_id IS NOT NULL BEGIN
  UPDATE product SET (on_hand, kept) = (SELECT on_hand, kept FROM pieces WHERE pieces.id = product.id)
   WHERE id = old.product_id;
END;

CREATE TRIGGER keep_place_add AFTER INSERT ON order_line WHEN new.product_id IS NOT NULL BEGIN
  UPDATE order_line SET place = (SELECT CASE WHEN coalesce(shipped_on, arrived_on) IS NOT NULL THEN 'gone'
                                             WHEN closed_on IS NULL THEN 'kept' END
                                   FROM sale_order WHERE id = new.order_id)
   WHERE id = new.id;
END;

CREATE TRIGGER keep_place_edit AFTER UPDATE OF shipped_on, arrived_on, closed_on ON sale_order BEGIN
  UPDATE order_line SET place = CASE WHEN coalesce(new.shipped_on, new.arrived_on) IS NOT NULL THEN 'gone'
                                     WHEN new.closed_on IS NULL THEN 'kept' END
   WHERE order_id = new.id AND product_id IS NOT NULL;
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

CREATE TRIGGER keep_stock_add AFTER INSERT ON stock_move BEGIN
  UPDATE product SET (on_hand, kept) = (SELECT on_hand, kept FROM pieces WHERE pieces.id = product.id)
   WHERE id = new.product_id;
END;

CREATE TRIGGER keep_stock_remove AFTER DELETE ON stock_move BEGIN
  UPDATE product SET (on_hand, kept) = (SELECT on_hand, kept FROM pieces WHERE pieces.id = product.id)
   WHERE id = old.product_id;
END;

CREATE TRIGGER keep_total_add AFTER INSERT ON sale_order BEGIN
  UPDATE due SET amount = max(0, new.goods + new.shipping - new.discount + new.unique_code) WHERE id = new.due_id;
END;

CREATE TRIGGER keep_total_edit AFTER UPDATE OF goods, shipping, discount, unique_code ON sale_order BEGIN
  UPDATE due SET amount = max(0, new.goods + new.shipping - new.discount + new.unique_code) WHERE id = new.due_id;
END;

CREATE TRIGGER remember_row INSTEAD OF INSERT ON remember BEGIN
  INSERT INTO change_row (change_id, tbl, row_id, last_id, did, was, contact_id, order_id) VALUES (
    (SELECT max(id) FROM change), new.tbl, new.row_id, new.row_id, new.did, new.was, new.contact_id, new.order_id);
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

CREATE VIEW ask_view AS
SELECT ask.id, ask.contact_id, contact.name AS contact_name, ask.kind, ask.text, ask.product_id, product.sku,
       trim(product.name || ' ' || coalesce(product.variant, '')) AS product, ask.objection, ask.asked_at, ask.next_on, ask.answered_at, ask.answer, ask.ended_on, ask.ended_as, ask.because,
       ask.order_id
  FROM ask
  JOIN contact ON contact.id = ask.contact_id
  LEFT JOIN product ON product.id = ask.product_id;

CREATE VIEW claim_view AS
SELECT claim.id, claim.contact_id, contact.name AS contact_name, claim.order_id, claim.line_id, line.name AS what,
       line.sku, line.product_id, claim.guarantee_id, claim.complaint_id, claim.qty, claim.wants, claim.reason,
       claim.text, claim.evidence, claim.opened_on, claim.opened_at, claim.decided_on, claim.decision, claim.because,
       claim.back_on, claim.out_order_id, iif(gone.id IS NULL, claim.out_order_id, NULL) AS went_out_id,
       iif(claim.wants = 'exchange', gone.id, NULL) AS called_off_id, claim.refunded, claim.repaired_on,
       iif(claim.wants = 'exchange' AND gone.id IS NOT NULL, NULL, claim.ended_on) AS ended_on
  FROM claim
  JOIN contact ON contact.id = claim.contact_id
  LEFT JOIN order_line AS line ON line.id = claim.line_id
  LEFT JOIN sale_order AS gone ON gone.id = claim.out_order_id AND gone.closed_as IS NOT NULL;

CREATE VIEW complaint_view AS
SELECT complaint.id, complaint.contact_id, contact.name AS contact_name, complaint.order_id, complaint.product_id,
       product.sku, trim(product.name || ' ' || coalesce(product.variant, '')) AS product, complaint.kind, complaint.text,
       complaint.opened_on, complaint.opened_at, complaint.next_on, complaint.closed_at, complaint.outcome,
       complaint.cause, complaint.prevention
  FROM complaint
  JOIN contact ON contact.id = complaint.contact_id
  LEFT JOIN product ON product.id = complaint.product_id;

CREATE VIEW due_view AS
SELECT due.id, due.contact_id, contact.name AS contact_name, sale_order.id AS order_id, due.kind, due.memo,
       due.amount, due.paid, CASE WHEN due.closed_on IS NULL THEN due.amount - due.paid ELSE 0 END AS balance,
       due.created_on, due.created_at,
       coalesce((SELECT min(due_on) FROM instalment WHERE due_id = due.id AND rest < due.amount - due.paid), due.due_on)
         AS due_on,
       (SELECT min(due_on) FROM instalment WHERE due_id = due.id AND rest < due.amount - due.paid) AS part_on,
       due.amount - due.paid - (SELECT max(rest) FROM instalment WHERE due_id = due.id AND rest < due.amount - due.paid)
         AS part,
       due.closed_on, due.close_reason, due.snoozed_until, due.snooze_reason,
       CASE WHEN due.paid > due.amount THEN 'overpaid' WHEN due.paid = due.amount AND due.amount > 0 THEN 'paid'
            WHEN due.amount = 0 THEN 'paid' WHEN due.paid > 0 THEN 'partial' ELSE 'unpaid' END AS payment
  FROM due
  JOIN contact ON contact.id = due.contact_id
  LEFT JOIN sale_order ON sale_order.due_id = due.id;

CREATE VIEW errand_view AS
SELECT errand.id, errand.due_id, errand.contact_id, contact.name AS contact_name, errand.what, errand.at_most,
       errand.fee, errand.spent, errand.bought_on, errand.not_found_on, errand.asked_at, due.amount, due.paid,
       due.due_on, due.closed_on
  FROM errand
  JOIN due ON due.id = errand.due_id
  JOIN contact ON contact.id = errand.contact_id;

CREATE VIEW line_view AS
SELECT id, order_id, sku, name, qty, price, subtotal, product_id, place FROM order_line;

CREATE VIEW order_view AS
SELECT o.id, o.contact_id, contact.name AS contact_name, o.due_id, o.ordered_on, o.ordered_at, o.keep_until,
       o.promised_on, o.goods, o.shipping, o.discount, o.unique_code, due.amount AS total, due.paid,
       CASE WHEN o.closed_as IS NULL THEN due.amount - due.paid ELSE 0 END AS balance, due.due_on,
       due.snoozed_until, due.snooze_reason, o.recipient, o.recipient_phone, o.address, o.gift, o.dropship_from,
       o.note, o.source, o.number, o.courier, o.cod, o.price_hidden, o.extras, o.first_promised_on, o.making_on, o.ready_on, o.shipped_on, o.arrived_on, o.closed_as, o.closed_on,
       due.close_reason,
       CASE WHEN o.closed_as IS NOT NULL THEN o.closed_as
            WHEN o.arrived_on IS NOT NULL AND due.paid >= due.amount THEN 'done'
            WHEN o.arrived_on IS NOT NULL THEN 'arrived'
            WHEN o.shipped_on IS NOT NULL THEN 'shipped'
            WHEN o.ready_on IS NOT NULL THEN 'ready'
            WHEN o.making_on IS NOT NULL THEN 'making'
            ELSE 'kept' END AS status,
       CASE WHEN due.paid > due.amount THEN 'overpaid' WHEN due.paid = due.amount THEN 'paid'
            WHEN due.paid > 0 THEN 'partial' ELSE 'unpaid' END AS payment
  FROM sale_order AS o
  JOIN due ON due.id = o.due_id
  JOIN contact ON contact.id = o.contact_id;

CREATE VIEW packed_view AS
SELECT packed.id, packed.parcel_id, packed.line_id, line.order_id, line.sku, line.name, packed.qty, parcel.returned_on
  FROM parcel_line AS packed
  JOIN order_line AS line ON line.id = packed.line_id
  JOIN parcel ON parcel.id = packed.parcel_id;

CREATE VIEW parcel_view AS
SELECT parcel.id, parcel.order_id, o.contact_id, contact.name AS contact_name, parcel.courier, parcel.service,
       parcel.tracking, parcel.collect, parcel.weight, parcel.packed_on, parcel.shipped_on, parcel.arrived_on,
       parcel.returned_on, parcel.paid_on, parcel.fee, parcel.note, parcel.created_at,
       (SELECT count(*) FROM parcel AS p WHERE p.order_id = parcel.order_id AND p.id <= parcel.id) AS place,
       (SELECT count(*) FROM parcel AS p WHERE p.order_id = parcel.order_id) AS parcels,
       CASE WHEN parcel.returned_on IS NOT NULL THEN 'returned' WHEN parcel.arrived_on IS NOT NULL THEN 'arrived'
            WHEN parcel.shipped_on IS NOT NULL THEN 'shipped' ELSE 'packed' END AS status,
       o.shipped_on AS order_shipped_on, o.arrived_on AS order_arrived_on, o.closed_as AS order_closed_as
  FROM parcel
  JOIN sale_order AS o ON o.id = parcel.order_id
  JOIN contact ON contact.id = o.contact_id;

CREATE VIEW payment_view AS
SELECT payment.id, payment.contact_id, contact.name AS contact_name, sale_order.id AS order_id, payment.due_id,
       payment.amount, payment.kind, payment.method, payment.paid_on, payment.note, payment.reverses_id,
       payment.created_at, EXISTS (SELECT 1 FROM payment AS v WHERE v.reverses_id = payment.id) AS voided,
       payment.id <= coalesce(
         (SELECT last_id FROM bank_line WHERE payment_id <= payment.id ORDER BY payment_id DESC LIMIT 1), 0) AS confirmed
  FROM payment
  JOIN contact ON contact.id = payment.contact_id
  LEFT JOIN sale_order ON sale_order.due_id = payment.due_id;

CREATE VIEW pieces AS
SELECT id,
       (SELECT sum(qty) FROM stock_move WHERE product_id = product.id)
       - (SELECT coalesce(sum(qty), 0) FROM order_line WHERE product_id = product.id AND place = 'gone') AS on_hand,
       (SELECT coalesce(sum(qty), 0) FROM order_line WHERE product_id = product.id AND place = 'kept') AS kept
  FROM product;

CREATE VIEW product_view AS
SELECT id, sku, name, variant, trim(name || ' ' || coalesce(variant, '')) AS label, price, archived_at, on_hand, kept
  FROM product;

CREATE VIEW remember AS
  SELECT tbl, row_id, did, was, contact_id, order_id FROM change_row;

CREATE VIEW timeline AS
SELECT o.contact_id, o.ordered_at AS at, 'order' AS kind, o.id AS ref, NULL AS text, due.amount AS amount, 0 AS private
  FROM sale_order AS o
  JOIN due ON due.id = o.due_id
UNION ALL
SELECT contact_id, created_at, 'due', id, memo, amount, 0 FROM due WHERE kind <> 'order'
UNION ALL
SELECT contact_id, created_at, kind, id, method, amount, 0 FROM payment
UNION ALL
SELECT contact_id, said_at, direction, id, text, NULL, 0 FROM message
 WHERE direction = 'out' OR purpose NOT IN ('ask', 'complaint')
UNION ALL
SELECT contact_id, noted_at, 'note', id, text, NULL, private FROM note
UNION ALL
SELECT contact_id, asked_at, iif(kind = 'visit', 'visit', 'ask'), id, text, NULL, kind = 'about' FROM ask
UNION ALL
SELECT contact_id, opened_at, 'complaint', id, text, NULL, 0 FROM complaint
UNION ALL
SELECT contact_id, opened_at, 'claim', id, wants, NULL, 0 FROM claim;

CREATE VIEW wish_view AS
SELECT wish.id, wish.contact_id, contact.name AS contact_name, wish.product_id, product.sku, wish.what, wish.what_key,
       wish.qty, wish.note, wish.wished_at, wish.offered_at, wish.offered_until, wish.ended_on, wish.ended_as,
       wish.order_id
  FROM wish
  JOIN contact ON contact.id = wish.contact_id
  LEFT JOIN product ON product.id = wish.product_id;

