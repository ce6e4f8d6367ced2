-- The catalogue and its stock, who waits for what, dues that are paid in parts, what bank statements show, and what
-- customers sent word for word.

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
) STRICT;
CREATE INDEX product_label ON product (label_key);

CREATE TABLE stock_move (                -- pieces that came or went otherwise than by an order; never changed
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  product_id INTEGER NOT NULL REFERENCES product (id),
  qty INTEGER NOT NULL,                  -- how many more there are
  counted INTEGER,                       -- how many there were, where they were counted
  because TEXT,
  moved_at TEXT NOT NULL
) STRICT;
CREATE INDEX stock_move_product ON stock_move (product_id, qty);

-- Which product a line is of. An imported line names none: what it sold was never on this shelf.
ALTER TABLE order_line ADD COLUMN product_id INTEGER REFERENCES product (id);
ALTER TABLE order_line ADD COLUMN place TEXT;  -- kept: 'kept' in the house for her, 'gone' off the shelf, NULL
CREATE INDEX order_line_product ON order_line (product_id, place, qty) WHERE product_id IS NOT NULL;

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
CREATE INDEX wish_open ON wish (product_id, what_key) WHERE ended_on IS NULL;
CREATE INDEX wish_contact ON wish (contact_id);

-- Parts in which a due is paid. Part by part less is left of it, so that the first one of which more is left is the next.

CREATE TABLE instalment (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  due_id INTEGER NOT NULL REFERENCES due (id),
  due_on TEXT NOT NULL,
  amount INTEGER NOT NULL CHECK (amount > 0),
  rest INTEGER NOT NULL CHECK (rest >= 0),  -- what may still be owed once it is paid
  UNIQUE (due_id, due_on)
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
CREATE INDEX bank_line_open ON bank_line (paid_on) WHERE payment_id IS NULL AND dropped_on IS NULL;
CREATE INDEX bank_line_payment ON bank_line (payment_id) WHERE payment_id IS NOT NULL;
CREATE INDEX bank_line_payer ON bank_line (payer) WHERE payer IS NOT NULL;

CREATE TABLE pasted (                    -- what she sent, word for word, and what came of it
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL REFERENCES contact (id),
  order_id INTEGER REFERENCES sale_order (id),  -- NULL: only an address
  text TEXT NOT NULL,
  pasted_at TEXT NOT NULL
) STRICT;
CREATE INDEX pasted_order ON pasted (order_id);
CREATE INDEX pasted_contact ON pasted (contact_id);

-- kept sums: a line's place follows from its order, a product's pieces from lines and moves.

CREATE TRIGGER keep_place_edit AFTER UPDATE OF shipped_on, arrived_on, closed_on ON sale_order BEGIN
  UPDATE order_line SET place = CASE WHEN coalesce(new.shipped_on, new.arrived_on) IS NOT NULL THEN 'gone'
                                     WHEN new.closed_on IS NULL THEN 'kept' END
   WHERE order_id = new.id AND product_id IS NOT NULL;
END;
CREATE TRIGGER keep_place_add AFTER INSERT ON order_line WHEN new.product_id IS NOT NULL BEGIN
  UPDATE order_line SET place = (SELECT CASE WHEN coalesce(shipped_on, arrived_on) IS NOT NULL THEN 'gone'
                                             WHEN closed_on IS NULL THEN 'kept' END
                                   FROM sale_order WHERE id = new.order_id)
   WHERE id = new.id;
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
CREATE TRIGGER keep_stock_add AFTER INSERT ON stock_move BEGIN
  UPDATE product SET (on_hand, kept) = (SELECT on_hand, kept FROM pieces WHERE pieces.id = product.id)
   WHERE id = new.product_id;
END;
CREATE TRIGGER keep_stock_remove AFTER DELETE ON stock_move BEGIN
  UPDATE product SET (on_hand, kept) = (SELECT on_hand, kept FROM pieces WHERE pieces.id = product.id)
   WHERE id = old.product_id;
END;
