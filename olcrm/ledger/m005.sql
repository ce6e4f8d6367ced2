-- Looking after customers: what they ask and complain of, what the guarantee grants, how they liked it, whom they buy
-- for, when they are greeted, and what the shop owes to its regulars.

ALTER TABLE contact ADD COLUMN closeness INTEGER CHECK (closeness BETWEEN 1 AND 5);  -- how near she is to the owner
ALTER TABLE contact ADD COLUMN prefers TEXT;           -- the channel she likes to be reached by: wa, ig, telepon …
ALTER TABLE product ADD COLUMN fit TEXT;               -- how it is cut: runs small, stretches …
ALTER TABLE product ADD COLUMN care_days INTEGER CHECK (care_days > 0);  -- after its arrival the care tip is told
ALTER TABLE product ADD COLUMN care_every INTEGER CHECK (care_every > 0);  -- and again after as many days
ALTER TABLE change ADD COLUMN served_by TEXT;          -- who did it, where more than one person serves
CREATE INDEX contact_prospect ON contact (created_at) WHERE first_order_on IS NULL AND archived_at IS NULL;
CREATE INDEX sale_order_arrived ON sale_order (arrived_on) WHERE arrived_on IS NOT NULL;
CREATE INDEX sale_order_closed ON sale_order (closed_on) WHERE closed_on IS NOT NULL;
CREATE INDEX sale_order_on_the_way ON sale_order (promised_on)
  WHERE promised_on IS NOT NULL AND shipped_on IS NOT NULL AND arrived_on IS NULL AND closed_on IS NULL;

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
CREATE INDEX ask_waiting ON ask (asked_at) WHERE kind = 'question' AND answered_at IS NULL AND ended_on IS NULL;
CREATE INDEX ask_next ON ask (next_on) WHERE next_on IS NOT NULL AND ended_on IS NULL;
CREATE INDEX ask_contact ON ask (contact_id, asked_at);
CREATE INDEX ask_product ON ask (product_id) WHERE product_id IS NOT NULL;
CREATE INDEX ask_asked ON ask (asked_at);

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
CREATE INDEX complaint_open ON complaint (opened_at) WHERE closed_at IS NULL;
CREATE INDEX complaint_contact ON complaint (contact_id, opened_on);
CREATE INDEX complaint_order ON complaint (order_id) WHERE order_id IS NOT NULL;
CREATE INDEX complaint_again ON complaint (product_id, kind, opened_on) WHERE product_id IS NOT NULL;
CREATE INDEX complaint_opened ON complaint (opened_on);

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
CREATE INDEX guarantee_product ON guarantee (product_id) WHERE product_id IS NOT NULL;

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
CREATE INDEX claim_open ON claim (opened_at) WHERE ended_on IS NULL;
CREATE INDEX claim_contact ON claim (contact_id, opened_on);
CREATE INDEX claim_order ON claim (order_id);
CREATE INDEX claim_out ON claim (out_order_id) WHERE out_order_id IS NOT NULL;

CREATE TABLE rating (                    -- how she liked an order, from 1 to 5
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL REFERENCES contact (id),
  order_id INTEGER NOT NULL UNIQUE REFERENCES sale_order (id),
  stars INTEGER NOT NULL CHECK (stars BETWEEN 1 AND 5),
  text TEXT,
  rated_on TEXT NOT NULL
) STRICT;
CREATE INDEX rating_contact ON rating (contact_id);
CREATE INDEX rating_rated ON rating (rated_on);

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
CREATE INDEX circle_contact ON circle (contact_id);
CREATE INDEX circle_day ON circle (day_md) WHERE greeted = 1;

CREATE TABLE gift (                      -- what was given to her or received from her besides the trade
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL REFERENCES contact (id),
  direction TEXT NOT NULL CHECK (direction IN ('given', 'received')),
  what TEXT NOT NULL,
  worth INTEGER CHECK (worth >= 0),
  because TEXT,
  given_on TEXT NOT NULL
) STRICT;
CREATE INDEX gift_contact ON gift (contact_id, given_on);

CREATE TABLE member (                    -- who joined the shop's circle of members
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL UNIQUE REFERENCES contact (id),
  number TEXT NOT NULL UNIQUE,
  tier TEXT,                             -- where the owner set it; NULL: as she earns it
  joined_on TEXT NOT NULL,
  left_on TEXT
) STRICT;

CREATE TABLE raffle (                    -- a draw that anybody can repeat
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  seed TEXT NOT NULL,
  places INTEGER NOT NULL CHECK (places > 0),
  entrants TEXT NOT NULL,                -- numbers of contacts as JSON, rising
  digest TEXT NOT NULL,                  -- of seed, places and entrants
  drawn_at TEXT NOT NULL
) STRICT;

CREATE TABLE journal (                   -- what the owner confides to nobody else
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  text TEXT NOT NULL,
  noted_at TEXT NOT NULL
) STRICT;
