-- Releases with their content. A release is a draft, then ready, then signed off: it then has its seal, its place in
-- the chain of its scorecard, and cannot change any more.
CREATE TABLE release (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    scorecard TEXT NOT NULL,
    data_month TEXT NOT NULL,
    number BIGINT NOT NULL CHECK (number > 0),
    state TEXT NOT NULL
        CHECK (state IN ('draft', 'ready', 'signed off', 'published', 'superseded', 'withdrawn')),
    front TEXT,
    fingerprint TEXT NOT NULL CHECK (length(fingerprint) = 64),
    link BIGINT CHECK (link > 0),
    previous TEXT,
    seal TEXT CHECK (length(seal) = 64),
    drafted_at TEXT NOT NULL,
    publish_at TEXT,
    published_at TEXT,
    withdrawn_at TEXT,
    reason TEXT CHECK (length(reason) > 0),
    UNIQUE (scorecard, data_month, number),
    UNIQUE (scorecard, link),
    CHECK ((seal IS NULL) = (state IN ('draft', 'ready'))),
    CHECK ((seal IS NULL) = (link IS NULL)),
    CHECK ((previous IS NULL) = (link IS NULL OR link = 1)),
    CHECK (state NOT IN ('published', 'superseded') OR published_at IS NOT NULL),
    CHECK (state NOT IN ('draft', 'ready') OR (publish_at IS NULL AND published_at IS NULL)),
    CHECK ((withdrawn_at IS NULL) = (state <> 'withdrawn')),
    CHECK ((reason IS NULL) = (state <> 'withdrawn')),
    CHECK (front IS NOT NULL OR state = 'withdrawn')
);

-- The series of a release, in their order; each is the lines of the canonical form from one series to the next.
CREATE TABLE sheet (
    release BIGINT NOT NULL REFERENCES release (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    indicator TEXT NOT NULL,
    place TEXT NOT NULL,
    basis TEXT NOT NULL,
    breakdown TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (release, position)
);

-- Who signed a release off: roles, never names.
CREATE TABLE sign_off (
    release BIGINT NOT NULL REFERENCES release (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    role TEXT NOT NULL CHECK (length(role) > 0),
    at TEXT NOT NULL,
    PRIMARY KEY (release, position),
    UNIQUE (release, role)
);
