-- What people agreed to, what they asked of the shop by right, and who is forgotten.

CREATE TABLE consent (                   -- one statement of hers; of a purpose the latest counts, the others are the trail
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL REFERENCES contact (id),
  purpose TEXT NOT NULL,                 -- offers, photo, testimonial, …
  given INTEGER NOT NULL CHECK (given IN (0, 1)),  -- 0: withdrawn, or never wanted
  stated_on TEXT NOT NULL,
  how TEXT,                              -- where and in which words: WA, "boleh kak"
  noted_at TEXT NOT NULL
) STRICT;
CREATE INDEX consent_contact ON consent (contact_id, purpose);

CREATE TABLE request (                   -- what she asked by right, to be answered within 3 x 24 hours
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL REFERENCES contact (id),
  kind TEXT NOT NULL CHECK (kind IN ('access', 'correction', 'erasure', 'stop')),
  said TEXT,                             -- what exactly she asked
  asked_at TEXT NOT NULL,
  answered_at TEXT,
  answer TEXT                            -- how it was answered
) STRICT;
CREATE INDEX request_open ON request (asked_at) WHERE answered_at IS NULL;
CREATE INDEX request_contact ON request (contact_id);

CREATE TABLE forgotten (                 -- whose identity was erased, so that no older copy brings it back
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL UNIQUE REFERENCES contact (id),
  known_since TEXT NOT NULL,             -- her contact.created_at: with the id it means her, and nobody else, in any copy
  forgotten_at TEXT NOT NULL
) STRICT;

-- What a private note says stood in the history as it was typed. From now on it is left out; here it is taken out.
UPDATE change SET command = 'olcrm note add … --private'
 WHERE id IN (
   SELECT change_id FROM change_row JOIN note ON note.id = row_id
    WHERE tbl = 'note' AND did = 'add' AND last_id = row_id AND private = 1
   UNION
   SELECT added.change_id FROM change_row AS removed
     JOIN change_row AS added ON added.tbl = 'note' AND added.row_id = removed.row_id AND added.did = 'add'
    WHERE removed.tbl = 'note' AND removed.did = 'remove' AND json_extract(removed.was, '$.private') = 1);
