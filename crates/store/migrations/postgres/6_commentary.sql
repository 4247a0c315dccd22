-- What people write about an edition, as `commentary/*.toml` has it: what each text is about. Whatever a kind of text is
-- not about is empty.
CREATE TABLE commentary (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    scorecard TEXT NOT NULL CHECK (length(scorecard) > 0),
    data_month TEXT NOT NULL,
    kind TEXT NOT NULL
        CHECK (kind IN ('summary', 'commentary', 'data note', 'narrative', 'meeting note', 'exception')),
    page TEXT NOT NULL,
    section TEXT NOT NULL,
    indicator TEXT NOT NULL,
    place TEXT NOT NULL,
    UNIQUE (scorecard, data_month, kind, page, section, indicator, place)
);

-- Everything that was ever written of it. Nobody's account is that of the files that the store began with. What was
-- removed, because it named a child, has no text any more.
CREATE TABLE commentary_version (
    commentary BIGINT NOT NULL REFERENCES commentary (id),
    number BIGINT NOT NULL,
    text TEXT CHECK (length(text) > 0),
    specimen BIGINT NOT NULL CHECK (specimen IN (0, 1)),
    role TEXT NOT NULL,
    account BIGINT,
    at TEXT NOT NULL,
    PRIMARY KEY (commentary, number)
);

-- What became of it. A text without a step is a draft; otherwise it is what its last step made of it.
CREATE TABLE commentary_step (
    commentary BIGINT NOT NULL,
    position BIGINT NOT NULL,
    version BIGINT NOT NULL,
    step TEXT NOT NULL CHECK (step IN ('submitted', 'returned', 'approved', 'removed')),
    reason TEXT CHECK (length(reason) > 0),
    role TEXT NOT NULL,
    account BIGINT,
    at TEXT NOT NULL,
    PRIMARY KEY (commentary, position),
    FOREIGN KEY (commentary, version) REFERENCES commentary_version (commentary, number),
    CHECK ((step IN ('returned', 'removed')) = (reason IS NOT NULL))
);

CREATE FUNCTION commentary_guarded() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was written cannot be changed or removed';
END
$$;

CREATE TRIGGER commentary_guarded BEFORE UPDATE OR DELETE ON commentary
FOR EACH ROW EXECUTE FUNCTION commentary_guarded();
CREATE TRIGGER commentary_version_guarded BEFORE DELETE ON commentary_version
FOR EACH ROW EXECUTE FUNCTION commentary_guarded();
CREATE TRIGGER commentary_step_guarded BEFORE UPDATE OR DELETE ON commentary_step
FOR EACH ROW EXECUTE FUNCTION commentary_guarded();
CREATE TRIGGER commentary_not_emptied BEFORE TRUNCATE ON commentary
FOR EACH STATEMENT EXECUTE FUNCTION commentary_guarded();
CREATE TRIGGER commentary_version_not_emptied BEFORE TRUNCATE ON commentary_version
FOR EACH STATEMENT EXECUTE FUNCTION commentary_guarded();
CREATE TRIGGER commentary_step_not_emptied BEFORE TRUNCATE ON commentary_step
FOR EACH STATEMENT EXECUTE FUNCTION commentary_guarded();

-- Only the text goes, and only once it is said that it was removed and why.
CREATE FUNCTION commentary_version_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.text IS NOT NULL
        OR (NEW.commentary, NEW.number, NEW.specimen, NEW.role, NEW.account, NEW.at)
            IS DISTINCT FROM (OLD.commentary, OLD.number, OLD.specimen, OLD.role, OLD.account, OLD.at)
        OR coalesce((SELECT step FROM commentary_step WHERE commentary = OLD.commentary
            ORDER BY position DESC LIMIT 1), 'draft') <> 'removed'
    THEN
        RAISE EXCEPTION 'what was written cannot be changed';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER commentary_version_changed BEFORE UPDATE ON commentary_version
FOR EACH ROW EXECUTE FUNCTION commentary_version_changed();

-- A text is written as long as nobody else has it.
CREATE FUNCTION commentary_version_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.number <>
            (SELECT coalesce(max(number), 0) + 1 FROM commentary_version WHERE commentary = NEW.commentary)
        OR coalesce((SELECT step FROM commentary_step WHERE commentary = NEW.commentary
            ORDER BY position DESC LIMIT 1), 'returned') NOT IN ('returned', 'removed')
    THEN
        RAISE EXCEPTION 'a text that is submitted or approved cannot be changed';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER commentary_version_added BEFORE INSERT ON commentary_version
FOR EACH ROW EXECUTE FUNCTION commentary_version_added();

CREATE FUNCTION commentary_step_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.position <> (SELECT count(*) + 1 FROM commentary_step WHERE commentary = NEW.commentary)
        OR NEW.version <> (SELECT max(number) FROM commentary_version WHERE commentary = NEW.commentary)
        OR coalesce((SELECT step FROM commentary_step WHERE commentary = NEW.commentary
            ORDER BY position DESC LIMIT 1), 'draft') || ' to ' || NEW.step NOT IN (
            'draft to submitted', 'returned to submitted', 'removed to submitted', 'submitted to returned',
            'submitted to approved', 'approved to returned', 'draft to removed', 'returned to removed',
            'submitted to removed', 'approved to removed', 'removed to removed'
        )
        OR EXISTS (SELECT 1 FROM commentary_step WHERE commentary = NEW.commentary
            AND position = NEW.position - 1 AND step = 'removed' AND version = NEW.version)
    THEN
        RAISE EXCEPTION 'a text cannot take this step';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER commentary_step_added BEFORE INSERT ON commentary_step
FOR EACH ROW EXECUTE FUNCTION commentary_step_added();
