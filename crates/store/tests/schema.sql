CREATE TABLE attachment (
  hash BLOB PRIMARY KEY CHECK (length(hash) = 32),
  name TEXT NOT NULL,
  media TEXT NOT NULL,
  bytes BLOB NOT NULL,
  added_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE author (
  no INTEGER PRIMARY KEY,                   -- local
  id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
  public_key BLOB NOT NULL CHECK (length(public_key) = 32),
  name TEXT NOT NULL,
  own INTEGER NOT NULL CHECK (own IN (0, 1)),
  seed BLOB CHECK (length(seed) = 32),      -- the signing half, of this device's own author only
  head_seq INTEGER NOT NULL,                -- 0 while the log is empty
  head_hash BLOB NOT NULL CHECK (length(head_hash) = 32),
  head_hlc INTEGER NOT NULL,
  acked_seq INTEGER NOT NULL CHECK (acked_seq BETWEEN 0 AND head_seq), device BLOB CHECK (length(device) = 16), frozen INTEGER NOT NULL DEFAULT 0 CHECK (frozen IN (0, 1)), cutoff INTEGER CHECK (cutoff >= 0),
  CHECK ((own = 1) = (seed IS NOT NULL))
) STRICT;

CREATE UNIQUE INDEX author_own ON author (own) WHERE own = 1;

CREATE TABLE checkpoint (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  name TEXT NOT NULL,
  zone BLOB NOT NULL REFERENCES zone (id),
  policy TEXT NOT NULL CHECK (policy IN ('once', 'again_after_exit', 'unlimited', 'per_day')),
  per_day INTEGER CHECK (per_day BETWEEN 0 AND 65535),
  opens_ms INTEGER,
  closes_ms INTEGER,
  admits_unpaid INTEGER NOT NULL CHECK (admits_unpaid IN (0, 1)),
  position INTEGER NOT NULL,
  CHECK ((policy = 'per_day') = (per_day IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX checkpoint_zone ON checkpoint (zone);

CREATE TABLE checkpoint_product (
  checkpoint BLOB NOT NULL REFERENCES checkpoint (id) ON DELETE CASCADE,
  product INTEGER NOT NULL REFERENCES product (number),
  PRIMARY KEY (checkpoint, product)
) STRICT, WITHOUT ROWID;

CREATE TABLE clock_step (
  author BLOB NOT NULL CHECK (length(author) = 16),
  seq INTEGER NOT NULL,
  told BLOB NOT NULL,
  hlc INTEGER NOT NULL,
  from_wall_ms INTEGER NOT NULL,
  to_wall_ms INTEGER NOT NULL,
  mono_ms INTEGER NOT NULL,
  boot BLOB CHECK (length(boot) = 8),
  PRIMARY KEY (author, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE credential (
  no INTEGER PRIMARY KEY,                   -- local; the row number of the search index
  id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
  product INTEGER NOT NULL REFERENCES product (number),
  kind INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 6),
  generation INTEGER NOT NULL CHECK (generation BETWEEN 0 AND 255),
  standing INTEGER NOT NULL CHECK (standing BETWEEN 0 AND 3),   -- good, cancelled, revoked, blocked
  approval INTEGER NOT NULL CHECK (approval IN (0, 1)),         -- given, awaited
  payment INTEGER NOT NULL CHECK (payment IN (0, 1)),           -- settled, due
  valid_from_ms INTEGER,
  valid_until_ms INTEGER,
  rehearsal INTEGER NOT NULL CHECK (rehearsal IN (0, 1)),
  name TEXT NOT NULL,
  email TEXT,
  company TEXT,
  order_code TEXT,
  order_key TEXT,                           -- the order code as src/search/plain.rs leaves it, in one word
  reference TEXT,                           -- the row key of the import it came from
  seat TEXT,
  attention TEXT
) STRICT;

CREATE INDEX credential_order ON credential (order_key) WHERE order_key IS NOT NULL;

CREATE UNIQUE INDEX credential_reference ON credential (reference);

CREATE TABLE door_tally (
  author BLOB NOT NULL CHECK (length(author) = 16),
  checkpoint BLOB NOT NULL,
  entries INTEGER NOT NULL DEFAULT 0,
  exits INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (author, checkpoint)
) STRICT, WITHOUT ROWID;

CREATE TABLE double_admission (
  zone BLOB NOT NULL,
  credential BLOB NOT NULL,
  first_author BLOB NOT NULL,
  first_seq INTEGER NOT NULL,
  author BLOB NOT NULL,                     -- the second one
  seq INTEGER NOT NULL,
  PRIMARY KEY (zone, credential, author, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE event (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  id BLOB NOT NULL CHECK (length(id) = 16),
  name TEXT NOT NULL,
  venue TEXT,
  zone TEXT NOT NULL,                       -- IANA name
  starts_ms INTEGER NOT NULL,
  ends_ms INTEGER NOT NULL,
  locale TEXT NOT NULL,
  currency TEXT
) STRICT;

CREATE TABLE left_behind (
  author BLOB NOT NULL CHECK (length(author) = 16),
  seq INTEGER NOT NULL CHECK (seq > 0),
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  bytes BLOB NOT NULL,
  signature BLOB NOT NULL CHECK (length(signature) = 64),
  PRIMARY KEY (author, seq, hash)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE log (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  generation INTEGER NOT NULL
) STRICT;

CREATE TABLE log_record (
  no INTEGER PRIMARY KEY,                   -- local
  hlc INTEGER NOT NULL,
  author BLOB NOT NULL CHECK (length(author) = 16),
  seq INTEGER NOT NULL,
  told BLOB NOT NULL,
  wall_ms INTEGER NOT NULL,
  mono_ms INTEGER,                          -- these two: null when another author tells of it, who does not know them
  boot BLOB CHECK (length(boot) = 8),
  kind INTEGER NOT NULL CHECK (kind BETWEEN 6 AND 19),
  version INTEGER NOT NULL,
  payload BLOB NOT NULL,
  CHECK ((mono_ms IS NULL) = (boot IS NULL))
) STRICT;

CREATE UNIQUE INDEX log_record_name ON log_record (author, seq);

CREATE TABLE meta (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  min_reader INTEGER NOT NULL,
  master_at_ms INTEGER                      -- when master data last came in; null while none did
) STRICT;

CREATE TABLE presence (
  zone BLOB NOT NULL,
  credential BLOB NOT NULL,
  inside INTEGER NOT NULL CHECK (inside IN (0, 1)),
  PRIMARY KEY (zone, credential)
) STRICT, WITHOUT ROWID;

CREATE TABLE product (
  number INTEGER PRIMARY KEY CHECK (number BETWEEN 0 AND 65535),
  name TEXT NOT NULL,
  kind INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 6),
  attention TEXT,
  active INTEGER NOT NULL CHECK (active IN (0, 1))
) STRICT;

CREATE TABLE record (
  author INTEGER NOT NULL REFERENCES author (no),
  seq INTEGER NOT NULL CHECK (seq > 0),
  kind INTEGER NOT NULL,
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  bytes BLOB NOT NULL,
  signature BLOB NOT NULL CHECK (length(signature) = 64),
  PRIMARY KEY (author, seq)
) STRICT, WITHOUT ROWID;

CREATE INDEX record_kind ON record (author, kind);

CREATE INDEX record_operator ON record (author, seq) WHERE kind = 2;

CREATE TABLE scan (
  author BLOB NOT NULL CHECK (length(author) = 16),
  seq INTEGER NOT NULL,
  told BLOB NOT NULL,
  at_ms INTEGER NOT NULL,
  hlc INTEGER NOT NULL,
  checkpoint BLOB NOT NULL,                 -- may be one that this replica does not know
  zone BLOB,                                -- null when nobody passed
  direction TEXT NOT NULL CHECK (direction IN ('in', 'out')),
  credential BLOB,                          -- null when the code could not be trusted
  product INTEGER,
  verdict TEXT NOT NULL,
  rule INTEGER NOT NULL,
  source TEXT NOT NULL,
  passed INTEGER NOT NULL CHECK (passed IN (0, 1)),
  rehearsal INTEGER NOT NULL CHECK (rehearsal IN (0, 1)),
  undone_author BLOB,                       -- the undo that counts: the first in the common order
  undone_seq INTEGER,
  PRIMARY KEY (author, seq),
  CHECK ((undone_author IS NULL) = (undone_seq IS NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX scan_at ON scan (checkpoint, at_ms) WHERE passed = 1;

CREATE INDEX scan_credential ON scan (credential) WHERE passed = 1 AND credential IS NOT NULL;

CREATE INDEX scan_moment ON scan (at_ms);

CREATE VIRTUAL TABLE search USING fts5 (
  words, content = '', contentless_delete = 1, detail = none, prefix = '1 2', tokenize = 'ascii'
);

CREATE TABLE 'search_config'(k PRIMARY KEY, v) WITHOUT ROWID;

CREATE TABLE 'search_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE TABLE 'search_docsize'(id INTEGER PRIMARY KEY, sz BLOB, origin INTEGER);

CREATE TABLE 'search_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

CREATE TABLE search_word (
  word TEXT PRIMARY KEY,
  reversed TEXT NOT NULL,
  uses INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX search_word_reversed ON search_word (reversed);

CREATE TABLE secret (
  id BLOB PRIMARY KEY CHECK (length(id) = 8),
  key BLOB NOT NULL CHECK (length(key) = 32),
  own INTEGER NOT NULL CHECK (own IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX secret_own ON secret (own) WHERE own = 1;

CREATE TABLE show (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  records INTEGER NOT NULL,
  revision INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE show_record (
  show BLOB NOT NULL CHECK (length(show) = 16),
  hlc INTEGER NOT NULL,
  author BLOB NOT NULL CHECK (length(author) = 16),
  seq INTEGER NOT NULL,
  told BLOB NOT NULL,
  wall_ms INTEGER NOT NULL,
  mono_ms INTEGER,                          -- these two: null when another author tells of it, who does not know them
  boot BLOB CHECK (length(boot) = 8),
  kind INTEGER NOT NULL CHECK (kind IN (16, 17)),
  version INTEGER NOT NULL,
  payload BLOB NOT NULL,
  PRIMARY KEY (show, hlc, author, seq),
  CHECK ((mono_ms IS NULL) = (boot IS NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX show_record_name ON show_record (author, seq);

CREATE TABLE signing_key (
  event BLOB NOT NULL CHECK (length(event) = 16),
  public_key BLOB NOT NULL CHECK (length(public_key) = 32),
  event_name TEXT,                          -- null for the replica's own event
  status TEXT NOT NULL CHECK (status IN ('active', 'retiring', 'revoked')),
  not_before_ms INTEGER,
  not_after_ms INTEGER,
  seed BLOB CHECK (length(seed) = 32),      -- the issuing half, where this device issues
  PRIMARY KEY (event, public_key)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE tally (
  checkpoint BLOB NOT NULL,
  minute INTEGER NOT NULL,                  -- since the Unix epoch
  entries INTEGER NOT NULL DEFAULT 0,
  exits INTEGER NOT NULL DEFAULT 0,
  refused INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (checkpoint, minute)
) STRICT, WITHOUT ROWID;

CREATE TABLE undo (
  author BLOB NOT NULL CHECK (length(author) = 16),
  seq INTEGER NOT NULL,
  told BLOB NOT NULL,
  hlc INTEGER NOT NULL,
  scan_author BLOB NOT NULL CHECK (length(scan_author) = 16),
  scan_seq INTEGER NOT NULL,
  PRIMARY KEY (author, seq)
) STRICT, WITHOUT ROWID;

CREATE INDEX undo_scan ON undo (scan_author, scan_seq);

CREATE TABLE zone (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  name TEXT NOT NULL,
  capacity INTEGER CHECK (capacity BETWEEN 0 AND 4294967295)
) STRICT, WITHOUT ROWID;

CREATE TABLE zone_tally (
  zone BLOB PRIMARY KEY,
  inside INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
