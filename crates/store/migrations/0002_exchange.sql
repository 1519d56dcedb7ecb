-- The replica's part in an exchange with others: whom it believes, what was admitted twice, where it stands with the
-- central store. Ids and times as in 0001.

ALTER TABLE author ADD COLUMN device BLOB CHECK (length(device) = 16);
-- The organizer froze it, or its log forked: nothing more is expected of it.
ALTER TABLE author ADD COLUMN frozen INTEGER NOT NULL DEFAULT 0 CHECK (frozen IN (0, 1));
-- The last record that is believed; what comes behind is kept and changes nothing. Null: all are.
ALTER TABLE author ADD COLUMN cutoff INTEGER CHECK (cutoff >= 0);
CREATE INDEX record_kind ON record (author, kind);

-- What this device wrote as an author that was frozen before the store had all of it. Told again by the author after it;
-- kept as it was signed.
CREATE TABLE left_behind (
  author BLOB NOT NULL CHECK (length(author) = 16),
  seq INTEGER NOT NULL CHECK (seq > 0),
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  bytes BLOB NOT NULL,
  signature BLOB NOT NULL CHECK (length(signature) = 64),
  PRIMARY KEY (author, seq, hash)
) STRICT, WITHOUT ROWID;

-- Entries that should not have been: gates that could not hear each other let one credential in twice. A projection; it
-- rests on the policies of the checkpoints too.
CREATE TABLE double_admission (
  zone BLOB NOT NULL,
  credential BLOB NOT NULL,
  first_author BLOB NOT NULL,
  first_seq INTEGER NOT NULL,
  author BLOB NOT NULL,                     -- the second one
  seq INTEGER NOT NULL,
  PRIMARY KEY (zone, credential, author, seq)
) STRICT, WITHOUT ROWID;

-- How this device is connected to the central store. No row: it stands alone.
CREATE TABLE link (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  url TEXT NOT NULL,
  publishable_key TEXT NOT NULL,
  device BLOB NOT NULL CHECK (length(device) = 16),
  secret TEXT NOT NULL,                     -- proves to the store that this is the device
  session TEXT,                             -- the tokens of the sign-in, which change all the time
  role TEXT NOT NULL,
  checkpoint BLOB CHECK (length(checkpoint) = 16),
  master_cursor TEXT NOT NULL,              -- how far master data was taken, in the store's words
  last_contact_ms INTEGER,
  parked TEXT,                              -- the word for why nothing moves until somebody acts
  next_seed BLOB CHECK (length(next_seed) = 32),  -- of the author to go on as, once the store has named it
  wiped INTEGER NOT NULL CHECK (wiped IN (0, 1))  -- revoked: nobody's data is left here
) STRICT;

-- The first download while it is not complete, as it came: it may take hours over a bad network.
CREATE TABLE snapshot (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  id TEXT NOT NULL,
  covers TEXT NOT NULL,
  rows INTEGER NOT NULL,
  sha256 BLOB NOT NULL CHECK (length(sha256) = 32)
) STRICT;
CREATE TABLE snapshot_chunk (
  n INTEGER PRIMARY KEY,
  sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
  rows INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  body BLOB                                 -- null until it is here
) STRICT;

-- An older program would believe whom it must not.
UPDATE meta SET min_reader = 2;
