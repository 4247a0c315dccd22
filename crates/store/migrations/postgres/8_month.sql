-- What others said of a text, beside it.
CREATE TABLE commentary_remark (
    commentary BIGINT NOT NULL,
    position BIGINT NOT NULL,
    version BIGINT NOT NULL,
    text TEXT CHECK (length(text) > 0),
    role TEXT NOT NULL,
    account BIGINT,
    at TEXT NOT NULL,
    PRIMARY KEY (commentary, position),
    FOREIGN KEY (commentary, version) REFERENCES commentary_version (commentary, number)
);

-- Like a text, a remark loses what it says when the text is removed, and nothing else.
CREATE FUNCTION commentary_remark_guarded() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.position <> (SELECT count(*) + 1 FROM commentary_remark WHERE commentary = NEW.commentary) THEN
            RAISE EXCEPTION 'remarks come one after the other';
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.text IS NULL
        AND (NEW.commentary, NEW.position, NEW.version, NEW.role, NEW.account, NEW.at)
            IS NOT DISTINCT FROM (OLD.commentary, OLD.position, OLD.version, OLD.role, OLD.account, OLD.at)
        AND coalesce((SELECT step FROM commentary_step WHERE commentary = OLD.commentary
            ORDER BY position DESC LIMIT 1), 'draft') = 'removed'
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'what was said cannot be changed or removed';
END
$$;

CREATE TRIGGER commentary_remark_guarded BEFORE INSERT OR UPDATE OR DELETE ON commentary_remark
FOR EACH ROW EXECUTE FUNCTION commentary_remark_guarded();
CREATE TRIGGER commentary_remark_not_emptied BEFORE TRUNCATE ON commentary_remark
FOR EACH STATEMENT EXECUTE FUNCTION commentary_guarded();

-- The account that drafted a release: it neither checks the release nor signs it off. A release that was drafted with the
-- command line has none.
CREATE TABLE drafted_by (
    release BIGINT PRIMARY KEY REFERENCES release (id) ON DELETE CASCADE,
    account BIGINT NOT NULL
);

CREATE FUNCTION drafted_by_guarded() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' AND NOT EXISTS (SELECT 1 FROM release WHERE id = NEW.release AND seal IS NOT NULL) THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' AND NOT EXISTS (SELECT 1 FROM release WHERE id = OLD.release AND seal IS NOT NULL) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'who drafted a release cannot be changed';
END
$$;

CREATE TRIGGER drafted_by_guarded BEFORE INSERT OR UPDATE OR DELETE ON drafted_by
FOR EACH ROW EXECUTE FUNCTION drafted_by_guarded();
CREATE TRIGGER drafted_by_not_emptied BEFORE TRUNCATE ON drafted_by
FOR EACH STATEMENT EXECUTE FUNCTION drafted_by_guarded();
