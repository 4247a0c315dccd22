-- What people write about an edition, as `commentary/*.toml` has it: what each text is about. Whatever a kind of text is
-- not about is empty.
CREATE TABLE commentary (
    id INTEGER PRIMARY KEY,
    scorecard TEXT NOT NULL CHECK (length(scorecard) > 0),
    data_month TEXT NOT NULL,
    kind TEXT NOT NULL
        CHECK (kind IN ('summary', 'commentary', 'data note', 'narrative', 'meeting note', 'exception')),
    page TEXT NOT NULL,
    section TEXT NOT NULL,
    indicator TEXT NOT NULL,
    place TEXT NOT NULL,
    UNIQUE (scorecard, data_month, kind, page, section, indicator, place)
) STRICT;

-- Everything that was ever written of it. Nobody's account is that of the files that the store began with. What was
-- removed, because it named a child, has no text any more.
CREATE TABLE commentary_version (
    commentary INTEGER NOT NULL REFERENCES commentary (id),
    number INTEGER NOT NULL,
    text TEXT CHECK (length(text) > 0),
    specimen INTEGER NOT NULL CHECK (specimen IN (0, 1)),
    role TEXT NOT NULL,
    account INTEGER,
    at TEXT NOT NULL,
    PRIMARY KEY (commentary, number)
) STRICT;

-- What became of it. A text without a step is a draft; otherwise it is what its last step made of it.
CREATE TABLE commentary_step (
    commentary INTEGER NOT NULL,
    position INTEGER NOT NULL,
    version INTEGER NOT NULL,
    step TEXT NOT NULL CHECK (step IN ('submitted', 'returned', 'approved', 'removed')),
    reason TEXT CHECK (length(reason) > 0),
    role TEXT NOT NULL,
    account INTEGER,
    at TEXT NOT NULL,
    PRIMARY KEY (commentary, position),
    FOREIGN KEY (commentary, version) REFERENCES commentary_version (commentary, number),
    CHECK ((step IN ('returned', 'removed')) = (reason IS NOT NULL))
) STRICT;

CREATE TRIGGER commentary_changed BEFORE UPDATE ON commentary
BEGIN
    SELECT RAISE(ABORT, 'what a text is about cannot be changed');
END;

CREATE TRIGGER commentary_removed BEFORE DELETE ON commentary
BEGIN
    SELECT RAISE(ABORT, 'what was written cannot be removed');
END;

-- `OR REPLACE` removes the row in the way without asking the trigger of removals.
CREATE TRIGGER commentary_not_replaced BEFORE INSERT ON commentary
WHEN EXISTS (
    SELECT 1 FROM commentary WHERE id = NEW.id OR (
        scorecard = NEW.scorecard AND data_month = NEW.data_month AND kind = NEW.kind AND page = NEW.page
        AND section = NEW.section AND indicator = NEW.indicator AND place = NEW.place
    )
)
BEGIN
    SELECT RAISE(ABORT, 'there is a text about that already');
END;

-- A text is written as long as nobody else has it.
CREATE TRIGGER commentary_version_added BEFORE INSERT ON commentary_version
WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM commentary_version WHERE commentary = NEW.commentary)
    OR coalesce((SELECT step FROM commentary_step WHERE commentary = NEW.commentary
        ORDER BY position DESC LIMIT 1), 'returned') NOT IN ('returned', 'removed')
BEGIN
    SELECT RAISE(ABORT, 'a text that is submitted or approved cannot be changed');
END;

-- Only the text goes, and only once it is said that it was removed and why.
CREATE TRIGGER commentary_version_changed BEFORE UPDATE ON commentary_version
WHEN NEW.text IS NOT NULL
    OR NEW.commentary IS NOT OLD.commentary OR NEW.number IS NOT OLD.number OR NEW.specimen IS NOT OLD.specimen
    OR NEW.role IS NOT OLD.role OR NEW.account IS NOT OLD.account OR NEW.at IS NOT OLD.at
    OR coalesce((SELECT step FROM commentary_step WHERE commentary = OLD.commentary
        ORDER BY position DESC LIMIT 1), 'draft') <> 'removed'
BEGIN
    SELECT RAISE(ABORT, 'what was written cannot be changed');
END;

CREATE TRIGGER commentary_version_removed BEFORE DELETE ON commentary_version
BEGIN
    SELECT RAISE(ABORT, 'what was written cannot be removed');
END;

CREATE TRIGGER commentary_step_added BEFORE INSERT ON commentary_step
WHEN NEW.position <> (SELECT count(*) + 1 FROM commentary_step WHERE commentary = NEW.commentary)
    OR NEW.version <> (SELECT max(number) FROM commentary_version WHERE commentary = NEW.commentary)
    OR coalesce((SELECT step FROM commentary_step WHERE commentary = NEW.commentary
        ORDER BY position DESC LIMIT 1), 'draft') || ' to ' || NEW.step NOT IN (
        'draft to submitted', 'returned to submitted', 'removed to submitted', 'submitted to returned',
        'submitted to approved', 'approved to returned', 'draft to removed', 'returned to removed',
        'submitted to removed', 'approved to removed', 'removed to removed'
    )
    OR EXISTS (SELECT 1 FROM commentary_step WHERE commentary = NEW.commentary
        AND position = NEW.position - 1 AND step = 'removed' AND version = NEW.version)
BEGIN
    SELECT RAISE(ABORT, 'a text cannot take this step');
END;

CREATE TRIGGER commentary_step_changed BEFORE UPDATE ON commentary_step
BEGIN
    SELECT RAISE(ABORT, 'what was done cannot be changed');
END;

CREATE TRIGGER commentary_step_removed BEFORE DELETE ON commentary_step
BEGIN
    SELECT RAISE(ABORT, 'what was done cannot be removed');
END;
