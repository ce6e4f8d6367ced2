-- Parcels and what is in each, how an order is to be sent, errands, the shop's terms, and what is asked most.

CREATE TABLE term (                      -- a clause of the shop's terms, quoted by its number
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  number INTEGER NOT NULL UNIQUE CHECK (number > 0),
  heading TEXT,                          -- payment, delivery, return, cancellation …
  text TEXT NOT NULL
) STRICT;

CREATE TABLE reply (                     -- an answer given to what many ask
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL,                     -- rekening, ongkir …
  contact_id INTEGER REFERENCES contact (id),
  given_at TEXT NOT NULL
) STRICT;
CREATE INDEX reply_key ON reply (key, given_at);
CREATE INDEX reply_contact ON reply (contact_id) WHERE contact_id IS NOT NULL;

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
CREATE INDEX errand_to_buy ON errand (asked_at) WHERE bought_on IS NULL AND not_found_on IS NULL;
CREATE INDEX errand_contact ON errand (contact_id);

ALTER TABLE sale_order ADD COLUMN courier TEXT;        -- what it is to go with, as the code of the courier where known
ALTER TABLE sale_order ADD COLUMN cod INTEGER NOT NULL DEFAULT 0 CHECK (cod IN (0, 1));  -- the courier collects it
ALTER TABLE sale_order ADD COLUMN price_hidden INTEGER NOT NULL DEFAULT 0 CHECK (price_hidden IN (0, 1));
ALTER TABLE sale_order ADD COLUMN extras TEXT;         -- what goes into the parcel besides the goods
ALTER TABLE sale_order ADD COLUMN first_promised_on TEXT;  -- where the promise was put off: the day promised at first
CREATE INDEX sale_order_recipient ON sale_order (recipient_phone) WHERE recipient_phone IS NOT NULL;

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
CREATE INDEX parcel_order ON parcel (order_id);
CREATE INDEX parcel_on_the_way ON parcel (shipped_on)
  WHERE shipped_on IS NOT NULL AND arrived_on IS NULL AND returned_on IS NULL;
CREATE INDEX parcel_tracking ON parcel (tracking) WHERE tracking IS NOT NULL;
CREATE INDEX parcel_to_collect ON parcel (shipped_on)
  WHERE collect IS NOT NULL AND shipped_on IS NOT NULL AND paid_on IS NULL AND returned_on IS NULL;
CREATE INDEX parcel_returned ON parcel (returned_on) WHERE returned_on IS NOT NULL;
CREATE INDEX parcel_packed ON parcel (packed_on) WHERE packed_on IS NOT NULL AND shipped_on IS NULL;

CREATE TABLE parcel_line (               -- how many of an order's line are in it
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  parcel_id INTEGER NOT NULL REFERENCES parcel (id),
  line_id INTEGER NOT NULL REFERENCES order_line (id),
  qty INTEGER NOT NULL CHECK (qty > 0),
  UNIQUE (parcel_id, line_id)
) STRICT;
CREATE INDEX parcel_line_line ON parcel_line (line_id);

-- Until it is bought nothing is owed for an errand but what is in: a DP that goes back, or was noted by mistake, is not.
CREATE TRIGGER keep_errand_dp AFTER INSERT ON payment WHEN new.amount < 0 AND new.due_id IS NOT NULL BEGIN
  UPDATE due SET amount = max(0, (SELECT coalesce(sum(amount), 0) FROM payment WHERE due_id = new.due_id))
   WHERE id = new.due_id AND kind = 'errand'
     AND EXISTS (SELECT 1 FROM errand WHERE due_id = new.due_id AND bought_on IS NULL);
END;
