import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Persons, households and everything on record of them, each written once and superseded once. */
export class Register1764000001000 implements MigrationInterface {
  readonly name = 'Register1764000001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ANCHORS);
    await runner.query(VERSIONS);
  }

  /** Forward only: a correction is a migration of its own. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}

const ANCHORS = `
create table person (
  id uuid primary key,
  data_key bytea not null,
  key_version integer not null,
  identity bytea,
  token bytea,
  check ((identity is null) = (token is null)),
  unique (key_version, token),
  recorded_in uuid not null references change_log
);

create table household (
  id uuid primary key,
  union_id uuid not null references trade_union,
  data_key bytea not null,
  key_version integer not null,
  recorded_in uuid not null references change_log
);
create index household_union on household (union_id);

create table membership (
  id uuid primary key,
  household_id uuid not null references household,
  key text not null check (key ~ '^[A-Za-z0-9_-]+$'),
  recorded_in uuid not null references change_log,
  unique (household_id, key),
  unique (id, household_id)
);

create table household_record (
  id uuid primary key,
  household_id uuid not null references household,
  kind text not null check (kind in ('employment', 'incomes', 'deductions', 'expenses', 'events', 'dwellings', 'vehicles',
    'schooling', 'dibao', 'disbursements')),
  key text not null check (length(key) between 1 and 200),
  recorded_in uuid not null references change_log,
  unique (household_id, kind, key)
);
`;

const VERSIONS = `
create table household_version (
  anchor_id uuid not null references household,
  worker_id uuid not null,
  foreign key (worker_id, anchor_id) references membership (id, household_id),
  valid_from date not null,
  valid_to date check (valid_to > valid_from),
  worker_number text,
  declared_class text check (declared_class in ('DEEP', 'RELATIVE', 'SUDDEN', 'DIBAO', 'DIBAO_EDGE')),
  region text not null check (region ~ '^[0-9]{6}$'),
  farm_region text check (farm_region ~ '^[0-9]{6}$'),
  migrant boolean not null,
  union_member boolean,
  contract_kind text check (contract_kind in ('NONE', 'FIXED_TERM', 'OPEN_ENDED')),
  contract_from date,
  contract_to date,
  retired_socialised boolean,
  retirement_excepted boolean not null,
  single_parent boolean,
  severe_hardship boolean,
  refused_verification boolean,
  concealment boolean,
  savings_fen bigint check (savings_fen between 0 and 99999999999),
  investments_fen bigint check (investments_fen between 0 and 99999999999),
  commercial_property boolean,
  owns_shop boolean,
  employs_others boolean,
  dwellings_known boolean not null,
  vehicles_known boolean not null,
  schooling_known boolean not null,
  dibao_known boolean not null,
  main_cause text check (main_cause in ('UNABLE_TO_WORK', 'ABLE_NOT_EMPLOYED', 'LAID_OFF', 'NOT_INSURED', 'INSURANCE_NOT_HONOURED', 'MAJOR_ILLNESS', 'DISASTER', 'ACCIDENT', 'SCHOOLING', 'OTHER')),
  other_causes text[] check (other_causes <@ array['UNABLE_TO_WORK', 'ABLE_NOT_EMPLOYED', 'LAID_OFF', 'NOT_INSURED', 'INSURANCE_NOT_HONOURED', 'MAJOR_ILLNESS', 'DISASTER', 'ACCIDENT', 'SCHOOLING', 'OTHER']),
  application_kind text check (application_kind in ('REGULAR', 'TEMPORARY')),
  housing_kind text check (housing_kind in ('SELF_BUILT', 'COMMERCIAL', 'AFFORDABLE', 'PRICE_LIMITED', 'EMPLOYER_RENTED', 'LOW_RENT', 'RENTED', 'OTHER')),
  zero_employment boolean,
  self_help boolean,
  key_group text check (key_group in ('DIBAO_NOT_FULLY_EMPLOYED', 'BELOW_LINE_NOT_IN_DIBAO', 'EXPENSE_HARDSHIP', 'URBAN_MIGRANT', 'RESTRUCTURING', 'OTHER')),
  lift_target boolean,
  lift_target_on date,
  lift_measures text,
  relief_card boolean,
  declared_monthly_wage_fen bigint check (declared_monthly_wage_fen between 0 and 99999999999),
  declared_other_annual_fen bigint check (declared_other_annual_fen between 0 and 99999999999),
  declared_annual_fen bigint check (declared_annual_fen between 0 and 99999999999),
  declared_monthly_per_head_fen bigint check (declared_monthly_per_head_fen between 0 and 99999999999),
  declared_population integer check (declared_population >= 0),
  declared_dibao_fen bigint check (declared_dibao_fen between 0 and 99999999999),
  filed_by text,
  checked_by text,
  entered_by text,
  bank text,
  bank_branch text,
  postcode text,
  sealed bytea,
  recorded_in uuid not null references change_log,
  superseded_in uuid references change_log,
  primary key (anchor_id, valid_from, recorded_in)
);

create unique index household_version_live on household_version (anchor_id, valid_from) where superseded_in is null;

create table person_version (
  anchor_id uuid not null references person,
  valid_from date not null,
  valid_to date check (valid_to > valid_from),
  name text not null,
  sex text check (sex in ('MALE', 'FEMALE')),
  birth_day date,
  ethnicity text,
  political_status text check (political_status in ('PARTY_MEMBER', 'LEAGUE_MEMBER', 'MASSES', 'DEMOCRATIC_PARTY', 'OTHER')),
  marital_status text check (marital_status in ('SINGLE', 'MARRIED', 'DIVORCED', 'WIDOWED')),
  registration_type text check (registration_type in ('URBAN', 'RURAL', 'CONVERTED')),
  registered_region text check (registered_region ~ '^[0-9]{6}$'),
  model_worker text check (model_worker in ('NONE', 'NATIONAL', 'PROVINCIAL', 'MUNICIPAL', 'OTHER')),
  work_state text check (work_state in ('AT_POST', 'LAID_OFF', 'OUT_OF_WORK', 'RETIRED', 'RETIRED_CADRE', 'RETIRED_ILL', 'SICK_LEAVE', 'EARLY_RETIRED', 'MIGRANT', 'POSTGRADUATE', 'UNDERGRADUATE', 'VOCATIONAL_STUDENT', 'SENIOR_PUPIL', 'JUNIOR_PUPIL', 'PRIMARY_PUPIL')),
  worked_from date,
  medical_insurance text check (medical_insurance in ('EMPLOYEE', 'RESIDENT', 'NONE', 'OTHER')),
  education text check (education in ('NONE', 'PRIMARY', 'JUNIOR', 'SENIOR', 'VOCATIONAL', 'COLLEGE', 'BACHELOR', 'POSTGRADUATE')),
  enrolled_year integer check (enrolled_year >= 0),
  school_years integer check (school_years >= 0),
  workplace_or_school text,
  sealed bytea,
  recorded_in uuid not null references change_log,
  superseded_in uuid references change_log,
  primary key (anchor_id, valid_from, recorded_in)
);

create unique index person_version_live on person_version (anchor_id, valid_from) where superseded_in is null;

create table membership_version (
  anchor_id uuid not null references membership,
  household_id uuid not null,
  person_id uuid not null references person,
  foreign key (anchor_id, household_id) references membership (id, household_id),
  constraint one_household_a_person exclude using gist (
    person_id with =, daterange(valid_from, valid_to) with &&
  ) where (superseded_in is null),
  valid_from date not null,
  valid_to date check (valid_to > valid_from),
  relation text not null check (relation in ('SELF', 'HUSBAND', 'WIFE', 'SON', 'DAUGHTER', 'GRANDCHILD', 'FATHER', 'MOTHER', 'GRANDPARENT', 'SIBLING', 'OTHER')),
  in_register boolean,
  lives_together boolean,
  counted_by_decision boolean,
  employment_known boolean not null,
  able_to_work boolean,
  declared_monthly_income_fen bigint check (declared_monthly_income_fen between 0 and 99999999999),
  refused_job_offers integer check (refused_job_offers >= 0),
  farms boolean,
  disabled boolean,
  ill boolean,
  in_education boolean,
  sealed bytea,
  recorded_in uuid not null references change_log,
  superseded_in uuid references change_log,
  primary key (anchor_id, valid_from, recorded_in)
);

create unique index membership_version_live on membership_version (anchor_id, valid_from) where superseded_in is null;

create index membership_version_household on membership_version (household_id, anchor_id);

create table employment_version (
  anchor_id uuid not null references household_record,
  household_id uuid not null references household,
  membership_id uuid,
  foreign key (membership_id, household_id) references membership (id, household_id),
  status text not null check (status in ('EMPLOYED', 'FLEXIBLE', 'UNEMPLOYED', 'RETIRED', 'STUDENT', 'NONE')),
  "from" date not null check (extract(day from "from") = 1),
  "to" date check (extract(day from "to") = 1),
  employer text,
  employer_kind text check (employer_kind in ('STATE_BODY', 'STATE_ENTERPRISE', 'COLLECTIVE', 'PRIVATE', 'HONG_KONG_MACAO_TAIWAN', 'FOREIGN', 'OTHER')),
  employer_state text check (employer_state in ('NORMAL', 'LOSS_MAKING', 'RESTRUCTURED', 'CLOSED')),
  industry text,
  contract_signed_on date,
  contract_term text check (contract_term in ('UP_TO_HALF_YEAR', 'HALF_TO_ONE_YEAR', 'TWO_YEARS', 'THREE_YEARS', 'FOUR_YEARS', 'FIVE_YEARS', 'OPEN_ENDED')),
  check ("to" >= "from"),
  recorded_in uuid not null references change_log,
  superseded_in uuid references change_log,
  primary key (anchor_id, recorded_in)
);

create unique index employment_version_live on employment_version (anchor_id) where superseded_in is null;

create index employment_version_household on employment_version (household_id, anchor_id);

create table income_version (
  anchor_id uuid not null references household_record,
  household_id uuid not null references household,
  membership_id uuid,
  foreign key (membership_id, household_id) references membership (id, household_id),
  kind text not null check (kind in ('WAGE', 'BUSINESS', 'FARM', 'PROPERTY', 'TRANSFER')),
  relief boolean not null,
  amount_fen bigint not null check (amount_fen between 0 and 99999999999),
  "from" date not null check (extract(day from "from") = 1),
  "to" date not null check (extract(day from "to") = 1),
  verified boolean not null,
  check ("to" >= "from"),
  recorded_in uuid not null references change_log,
  superseded_in uuid references change_log,
  primary key (anchor_id, recorded_in)
);

create unique index income_version_live on income_version (anchor_id) where superseded_in is null;

create index income_version_household on income_version (household_id, anchor_id);

create table deduction_version (
  anchor_id uuid not null references household_record,
  household_id uuid not null references household,
  membership_id uuid,
  foreign key (membership_id, household_id) references membership (id, household_id),
  kind text not null check (kind in ('INCOME_TAX', 'SOCIAL_SECURITY')),
  amount_fen bigint not null check (amount_fen between 0 and 99999999999),
  "from" date not null check (extract(day from "from") = 1),
  "to" date not null check (extract(day from "to") = 1),
  check ("to" >= "from"),
  recorded_in uuid not null references change_log,
  superseded_in uuid references change_log,
  primary key (anchor_id, recorded_in)
);

create unique index deduction_version_live on deduction_version (anchor_id) where superseded_in is null;

create index deduction_version_household on deduction_version (household_id, anchor_id);

create table expense_version (
  anchor_id uuid not null references household_record,
  household_id uuid not null references household,
  membership_id uuid,
  foreign key (membership_id, household_id) references membership (id, household_id),
  kind text not null check (kind in ('ILLNESS', 'SCHOOLING', 'DISABILITY', 'OTHER_SPECIAL')),
  amount_fen bigint not null check (amount_fen between 0 and 99999999999),
  reimbursed_fen bigint not null check (reimbursed_fen between 0 and 99999999999),
  "from" date not null check (extract(day from "from") = 1),
  "to" date not null check (extract(day from "to") = 1),
  sealed bytea,
  check ("to" >= "from"),
  recorded_in uuid not null references change_log,
  superseded_in uuid references change_log,
  primary key (anchor_id, recorded_in)
);

create unique index expense_version_live on expense_version (anchor_id) where superseded_in is null;

create index expense_version_household on expense_version (household_id, anchor_id);

create table event_version (
  anchor_id uuid not null references household_record,
  household_id uuid not null references household,
  kind text not null check (kind in ('ACCIDENT', 'MAJOR_ILLNESS', 'DISASTER')),
  "date" date not null,
  grave boolean,
  cost_fen bigint not null check (cost_fen between 0 and 99999999999),
  compensated_fen bigint not null check (compensated_fen between 0 and 99999999999),
  compensation_in_place boolean,
  sealed bytea,
  recorded_in uuid not null references change_log,
  superseded_in uuid references change_log,
  primary key (anchor_id, recorded_in)
);

create unique index event_version_live on event_version (anchor_id) where superseded_in is null;

create index event_version_household on event_version (household_id, anchor_id);

create table dwelling_version (
  anchor_id uuid not null references household_record,
  household_id uuid not null references household,
  area bigint not null check (area between 0 and 99999999999),
  "from" date,
  "to" date,
  check ("to" >= "from"),
  recorded_in uuid not null references change_log,
  superseded_in uuid references change_log,
  primary key (anchor_id, recorded_in)
);

create unique index dwelling_version_live on dwelling_version (anchor_id) where superseded_in is null;

create index dwelling_version_household on dwelling_version (household_id, anchor_id);

create table vehicle_version (
  anchor_id uuid not null references household_record,
  household_id uuid not null references household,
  vehicle_kind text check (vehicle_kind in ('MOTOR_VEHICLE', 'SHIP', 'CONSTRUCTION_MACHINE', 'FARM_MACHINE')),
  owned boolean,
  regular_use boolean,
  as_employee boolean,
  exemption_rule text,
  "from" date,
  "to" date,
  sealed bytea,
  check ("to" >= "from"),
  recorded_in uuid not null references change_log,
  superseded_in uuid references change_log,
  primary key (anchor_id, recorded_in)
);

create unique index vehicle_version_live on vehicle_version (anchor_id) where superseded_in is null;

create index vehicle_version_household on vehicle_version (household_id, anchor_id);

create table schooling_version (
  anchor_id uuid not null references household_record,
  household_id uuid not null references household,
  membership_id uuid,
  foreign key (membership_id, household_id) references membership (id, household_id),
  "private" boolean,
  tuition_fen bigint not null check (tuition_fen between 0 and 99999999999),
  public_tuition_fen bigint check (public_tuition_fen between 0 and 99999999999),
  abroad_self_funded boolean,
  school text,
  "from" date,
  "to" date,
  check ("to" >= "from"),
  recorded_in uuid not null references change_log,
  superseded_in uuid references change_log,
  primary key (anchor_id, recorded_in)
);

create unique index schooling_version_live on schooling_version (anchor_id) where superseded_in is null;

create index schooling_version_household on schooling_version (household_id, anchor_id);

create table dibao_version (
  anchor_id uuid not null references household_record,
  household_id uuid not null references household,
  "from" date not null,
  "to" date,
  monthly_fen bigint check (monthly_fen between 0 and 99999999999),
  check ("to" >= "from"),
  recorded_in uuid not null references change_log,
  superseded_in uuid references change_log,
  primary key (anchor_id, recorded_in)
);

create unique index dibao_version_live on dibao_version (anchor_id) where superseded_in is null;

create index dibao_version_household on dibao_version (household_id, anchor_id);

create table disbursement_version (
  anchor_id uuid not null references household_record,
  household_id uuid not null references household,
  membership_id uuid,
  foreign key (membership_id, household_id) references membership (id, household_id),
  file_number text,
  source text not null check (source in ('CENTRAL_FINANCE', 'PROVINCIAL_FINANCE', 'LOCAL_FINANCE', 'UNION_FUNDS', 'DONATION', 'INTEREST', 'OTHER')),
  aid_type text not null check (aid_type in ('LIVING', 'MEDICAL', 'SCHOOLING', 'LEGAL', 'TRAINING', 'JOB_PLACEMENT', 'WARMTH')),
  amount_fen bigint not null check (amount_fen between 0 and 99999999999),
  paid_on date not null,
  bank text,
  payee text,
  sealed bytea,
  recorded_in uuid not null references change_log,
  superseded_in uuid references change_log,
  primary key (anchor_id, recorded_in)
);

create unique index disbursement_version_live on disbursement_version (anchor_id) where superseded_in is null;

create index disbursement_version_household on disbursement_version (household_id, anchor_id);

call guard_history(array['person', 'person_version', 'household', 'household_version', 'membership',
  'membership_version', 'household_record', 'employment_version', 'income_version', 'deduction_version',
  'expense_version', 'event_version', 'dwelling_version', 'vehicle_version', 'schooling_version', 'dibao_version',
  'disbursement_version']);
`;
