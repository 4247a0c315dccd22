-- What is signed off does not change, whoever asks.

CREATE FUNCTION release_guarded() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'draft' THEN
            RAISE EXCEPTION 'a release begins as a draft';
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' THEN
        IF OLD.seal IS NOT NULL THEN
            RAISE EXCEPTION 'a release that is signed off cannot be removed';
        END IF;
        RETURN OLD;
    END IF;
    IF NEW.state <> OLD.state AND OLD.state || ' to ' || NEW.state NOT IN (
        'draft to ready', 'ready to draft', 'ready to signed off', 'signed off to published',
        'signed off to withdrawn', 'published to superseded', 'published to withdrawn', 'superseded to withdrawn'
    ) THEN
        RAISE EXCEPTION 'a release cannot take this step';
    END IF;
    IF OLD.seal IS NULL AND NEW.seal IS NOT NULL THEN
        IF NOT EXISTS (SELECT 1 FROM sign_off WHERE release = OLD.id) THEN
            RAISE EXCEPTION 'nobody has signed the release off';
        END IF;
        IF NEW.link <> (SELECT count(*) + 1 FROM release WHERE scorecard = NEW.scorecard AND link IS NOT NULL)
            OR NEW.previous IS DISTINCT FROM
                (SELECT seal FROM release WHERE scorecard = NEW.scorecard AND link = NEW.link - 1)
        THEN
            RAISE EXCEPTION 'a release is chained to the one signed off before it';
        END IF;
    END IF;
    IF OLD.seal IS NOT NULL AND (
        (NEW.id, NEW.scorecard, NEW.data_month, NEW.number, NEW.fingerprint, NEW.link, NEW.previous, NEW.seal,
            NEW.drafted_at)
        IS DISTINCT FROM
        (OLD.id, OLD.scorecard, OLD.data_month, OLD.number, OLD.fingerprint, OLD.link, OLD.previous, OLD.seal,
            OLD.drafted_at)
        OR (NEW.front IS DISTINCT FROM OLD.front AND NOT (NEW.front IS NULL AND NEW.state = 'withdrawn'))
        OR (OLD.published_at IS NOT NULL AND NEW.published_at IS DISTINCT FROM OLD.published_at)
        OR (OLD.published_at IS NOT NULL AND NEW.publish_at IS DISTINCT FROM OLD.publish_at)
        OR (OLD.withdrawn_at IS NOT NULL AND NEW.withdrawn_at IS DISTINCT FROM OLD.withdrawn_at)
        OR (OLD.reason IS NOT NULL AND NEW.reason IS DISTINCT FROM OLD.reason)
    ) THEN
        RAISE EXCEPTION 'a release that is signed off cannot be changed';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER release_guarded BEFORE INSERT OR UPDATE OR DELETE ON release
FOR EACH ROW EXECUTE FUNCTION release_guarded();

-- Content goes only with a withdrawal that has taken the front already.
CREATE FUNCTION sheet_guarded() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP IN ('INSERT', 'UPDATE')
        AND EXISTS (SELECT 1 FROM release WHERE id = NEW.release AND seal IS NOT NULL)
    THEN
        RAISE EXCEPTION 'a release that is signed off cannot be changed';
    END IF;
    IF TG_OP = 'UPDATE' AND EXISTS (SELECT 1 FROM release WHERE id = OLD.release AND seal IS NOT NULL) THEN
        RAISE EXCEPTION 'a release that is signed off cannot be changed';
    END IF;
    IF TG_OP = 'DELETE' THEN
        IF EXISTS (SELECT 1 FROM release WHERE id = OLD.release AND seal IS NOT NULL AND front IS NOT NULL) THEN
            RAISE EXCEPTION 'a release that is signed off cannot be changed';
        END IF;
        RETURN OLD;
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER sheet_guarded BEFORE INSERT OR UPDATE OR DELETE ON sheet
FOR EACH ROW EXECUTE FUNCTION sheet_guarded();

CREATE FUNCTION sign_off_guarded() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NOT EXISTS (SELECT 1 FROM release WHERE id = NEW.release AND state = 'ready') THEN
            RAISE EXCEPTION 'only a release that is ready can be signed off';
        END IF;
        RETURN NEW;
    END IF;
    IF EXISTS (SELECT 1 FROM release WHERE id = OLD.release AND seal IS NOT NULL) THEN
        RAISE EXCEPTION 'a release that is signed off cannot be changed';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    IF EXISTS (SELECT 1 FROM release WHERE id = NEW.release AND seal IS NOT NULL) THEN
        RAISE EXCEPTION 'a release that is signed off cannot be changed';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER sign_off_guarded BEFORE INSERT OR UPDATE OR DELETE ON sign_off
FOR EACH ROW EXECUTE FUNCTION sign_off_guarded();

CREATE FUNCTION emptying_refused() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a release that is signed off cannot be removed';
END
$$;

CREATE TRIGGER release_not_emptied BEFORE TRUNCATE ON release
FOR EACH STATEMENT EXECUTE FUNCTION emptying_refused();
CREATE TRIGGER sheet_not_emptied BEFORE TRUNCATE ON sheet
FOR EACH STATEMENT EXECUTE FUNCTION emptying_refused();
CREATE TRIGGER sign_off_not_emptied BEFORE TRUNCATE ON sign_off
FOR EACH STATEMENT EXECUTE FUNCTION emptying_refused();
