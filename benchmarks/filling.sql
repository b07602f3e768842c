-- A made-up county, written straight into the tables. Words in braces are filled in by filling.py.

CREATE FUNCTION pg_temp.made(kind text, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
SELECT md5(kind || n)::uuid $$;

INSERT INTO anchor_person (id)
SELECT pg_temp.made(k, n)
FROM {n}, (VALUES ('child'), ('mother')) x(k);

INSERT INTO anchor_child (person_id)
SELECT pg_temp.made('child', n)
FROM {n};

INSERT INTO anchor_actor (id)
SELECT pg_temp.made('worker', n)
FROM generate_series(1, {children} / {c}) n;

INSERT INTO agencies_practitioner (actor, agency, name, email, role)
SELECT pg_temp.made('worker', n), '{school}', 'Worker ' || n, n || '@bench.example', 'teacher'
FROM generate_series(1, {children} / {c}) n;

INSERT INTO anchor_identity (source, person_id)
SELECT pg_temp.made(kind, n), pg_temp.made('child', n)
FROM {n}, {sources}
UNION ALL SELECT pg_temp.made('mother of', n), pg_temp.made('mother', n)
FROM {n};

INSERT INTO families_description (source, agency, reference, forename, middle_names, surname, other_names,
    date_of_birth, date_precision, sex, address, postcode, addresses_ever, nhs_number, upn, shared_identifiers,
    household, mother, school)
SELECT pg_temp.made(kind, n), agency, letter || n, ({names})[1 + n % 14], '', 'Family' || n, '{{}}',
    date '2010-01-01' + (n % 5000)::int, 'day', CASE n % 2 WHEN 0 THEN 'f' ELSE 'm' END, n || ' Mill Lane',
    'LX1 1AA', '{{}}', '', '', '{{}}', CASE kind WHEN 'care' THEN 'home' || n ELSE '' END, '', ''
FROM {n}, {sources};

INSERT INTO families_description (source, agency, reference, forename, middle_names, surname, other_names,
    date_of_birth, date_precision, sex, address, postcode, addresses_ever, nhs_number, upn, shared_identifiers,
    household, mother, school)
SELECT pg_temp.made('mother of', n), '{care}', 'M' || n, 'Jo', '', 'Family' || n, '{{}}',
    date '1985-01-01' + (n % 3000)::int, 'day', 'f', n || ' Mill Lane', 'LX1 1AA', '{{}}', '', '', '{{}}',
    'home' || n, '', ''
FROM {n};

INSERT INTO families_relation (source, relative, agency, kind)
SELECT pg_temp.made('care', n), pg_temp.made('mother of', n), '{care}', 'mother'
FROM {n};

INSERT INTO trust_reason (id, subject, child, kind, from_on, agency, reference, stated_by)
SELECT gen_random_uuid(), pg_temp.made('care', n), pg_temp.made('child', n), 'in_need', date '2026-01-05',
    '{care}', '', '{worker}'
FROM {n};

INSERT INTO trust_circle (child, person, tie, source, opens_items)
SELECT pg_temp.made('child', n), pg_temp.made('child', n), 'self', NULL, true
FROM {n}
UNION ALL SELECT pg_temp.made('child', n), pg_temp.made('mother', n), 'mother', pg_temp.made('care', n), true
FROM {n};

INSERT INTO records_involvement (involvement, source, agency, worker, worker_email, actor, role, contact,
    from_on, open)
SELECT pg_temp.made('involved ' || kind, n), pg_temp.made(kind, n), agency, 'Worker of ' || kind, '',
    CASE kind WHEN 'school' THEN {actor} END, 'key worker', '', date '2024-09-01', true
FROM {n}, {sources};

INSERT INTO trust_grant (id, actor, subject, child, level, purpose, basis, basis_row, why, valid, issued_by)
SELECT gen_random_uuid(), {actor}, pg_temp.made('school', n), pg_temp.made('child', n), 2, 'direct_work',
    'involvement', pg_temp.made('involved school', n), 'key worker', tstzrange('2024-09-01', NULL), '{worker}'
FROM {n};

INSERT INTO records_event (event, source, agency, delivery, reference, "on", precision, clock, kind, title,
    text, action, outcome, worker, level)
SELECT gen_random_uuid(), CASE WHEN e % 15 = 14 THEN pg_temp.made('mother of', n) ELSE pg_temp.made(kind, n) END,
    agency, 1, 'events/' || n || '/' || e, date '2023-01-01' + ((n * 7 + e * 89) % 1400)::int, 'day', '',
    (ARRAY['contact','concern','missed','decision','strength','other'])[1 + e % 6], 'Entry ' || e,
    'Came in late and hungry, was given breakfast and settled by ten; said that nobody was up at home.',
    'Rang home', 'No answer', 'A. Worker', 1
FROM {n}
CROSS JOIN LATERAL generate_series(1, CASE n WHEN 1 THEN 300 ELSE 15 END) e
JOIN {sources} ON letter = substr('SHC', 1 + e % 3, 1);

INSERT INTO records_delivery (id, agency, mapping, mapping_text, content, files, received_by, covers_from,
    covers_to, current_as_of, kept_until, done_at) OVERRIDING SYSTEM VALUE
SELECT row_number() OVER (), agency, 'bench', '', kind, '{{}}', '{worker}', '2023-01-01', '2026-11-01',
    '2026-11-01', '2027-01-01', now()
FROM {sources};
