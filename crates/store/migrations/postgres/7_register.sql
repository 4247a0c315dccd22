-- What people keep beside the figures: actions, contracts, queries, what goes to which meeting. What an entry is about is
-- set for good; it is JSON, as the program writes it, and so is what is said of it. Entries are numbered at each place,
-- so that a number tells nothing of other places; no place is the council as a whole.
CREATE TABLE registered (
    kind TEXT NOT NULL CHECK (length(kind) > 0),
    place TEXT NOT NULL,
    id BIGINT NOT NULL,
    about TEXT NOT NULL CHECK (about::json IS NOT NULL),
    PRIMARY KEY (kind, place, id)
);

-- Everything that was ever said of it: the last version is how it stands.
CREATE TABLE registered_version (
    kind TEXT NOT NULL,
    place TEXT NOT NULL,
    id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    content TEXT NOT NULL CHECK (content::json IS NOT NULL),
    account BIGINT NOT NULL REFERENCES account (id),
    at TEXT NOT NULL,
    PRIMARY KEY (kind, place, id, number),
    FOREIGN KEY (kind, place, id) REFERENCES registered (kind, place, id)
);

CREATE FUNCTION registered_guarded() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.id <> (SELECT coalesce(max(id), 0) + 1 FROM registered WHERE kind = NEW.kind AND place = NEW.place) THEN
            RAISE EXCEPTION 'an entry follows the last one';
        END IF;
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'an entry cannot be changed';
END
$$;

CREATE TRIGGER registered_guarded BEFORE INSERT OR UPDATE OR DELETE ON registered
FOR EACH ROW EXECUTE FUNCTION registered_guarded();

CREATE FUNCTION registered_version_guarded() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.number <> (
            SELECT coalesce(max(number), 0) + 1 FROM registered_version
    WHERE kind = NEW.kind AND place = NEW.place AND id = NEW.id
        ) THEN
            RAISE EXCEPTION 'a version follows the last one';
        END IF;
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'what was said cannot be changed';
END
$$;

CREATE TRIGGER registered_version_guarded BEFORE INSERT OR UPDATE OR DELETE ON registered_version
FOR EACH ROW EXECUTE FUNCTION registered_version_guarded();

CREATE FUNCTION registered_not_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was said cannot be removed';
END
$$;

CREATE TRIGGER registered_not_emptied BEFORE TRUNCATE ON registered
FOR EACH STATEMENT EXECUTE FUNCTION registered_not_emptied();

CREATE TRIGGER registered_version_not_emptied BEFORE TRUNCATE ON registered_version
FOR EACH STATEMENT EXECUTE FUNCTION registered_not_emptied();
