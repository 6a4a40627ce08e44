-- What a sandbox payer got, owes and paid. Amounts are whole cents.
CREATE TABLE IF NOT EXISTS counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;

-- a file in /inbound; instance tells this upload from every other, so that a crash between ledger and folder is seen
CREATE TABLE IF NOT EXISTS received (
    id INTEGER PRIMARY KEY, user TEXT NOT NULL, batch INTEGER NOT NULL, instance TEXT NOT NULL, name TEXT NOT NULL,
    size INTEGER NOT NULL, sha256 TEXT NOT NULL, isa13 TEXT NOT NULL, usage TEXT NOT NULL, outcome TEXT NOT NULL,
    received_at TEXT NOT NULL, UNIQUE (user, instance)
);

CREATE TABLE IF NOT EXISTS claim (
    received_id INTEGER NOT NULL, seq INTEGER NOT NULL, set_control TEXT NOT NULL, bht03 TEXT NOT NULL,
    trace TEXT NOT NULL, number TEXT NOT NULL, cents INTEGER NOT NULL, npi TEXT NOT NULL, tin TEXT NOT NULL,
    payer TEXT NOT NULL, outcome TEXT NOT NULL, PRIMARY KEY (received_id, seq)
) WITHOUT ROWID;

-- a file to be laid into /outbound: planned -> staged -> released
CREATE TABLE IF NOT EXISTS answer (
    id INTEGER PRIMARY KEY, user TEXT NOT NULL, received_id INTEGER NOT NULL, kind TEXT NOT NULL, due_at TEXT NOT NULL,
    name TEXT NOT NULL, control INTEGER NOT NULL, content BLOB NOT NULL, state TEXT NOT NULL, UNIQUE (user, name)
);
CREATE INDEX IF NOT EXISTS answer_waits ON answer (due_at) WHERE state <> 'released';

CREATE TABLE IF NOT EXISTS payment (
    answer_id INTEGER NOT NULL, trace TEXT NOT NULL, cents INTEGER NOT NULL, plb_cents INTEGER NOT NULL,
    npi TEXT NOT NULL, tin TEXT NOT NULL, claims INTEGER NOT NULL, PRIMARY KEY (answer_id, trace)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS paid (
    answer_id INTEGER NOT NULL, trace TEXT NOT NULL, seq INTEGER NOT NULL, clp01 TEXT NOT NULL, clp02 TEXT NOT NULL,
    clp07 TEXT NOT NULL, charge INTEGER NOT NULL, paid INTEGER NOT NULL, patient INTEGER NOT NULL, claim_trace TEXT NOT NULL,
    PRIMARY KEY (answer_id, trace, seq)
) WITHOUT ROWID;

-- what a payee still owes after a takeback
CREATE TABLE IF NOT EXISTS balance (
    user TEXT NOT NULL, payee TEXT NOT NULL, cents INTEGER NOT NULL, reference TEXT NOT NULL, PRIMARY KEY (user, payee)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS meter (name TEXT PRIMARY KEY, value REAL NOT NULL) WITHOUT ROWID;
