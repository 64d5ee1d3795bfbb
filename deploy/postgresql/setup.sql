-- Roles and database for PostgreSQL >= 17. Run once as database administrator:
--   sudo -u postgres psql -v ON_ERROR_STOP=1 -f deploy/postgresql/setup.sql
-- tppo_owner owns the tables and migrates; tppo_app owns nothing, so row security applies to it.

CREATE ROLE tppo_owner LOGIN CREATEDB NOSUPERUSER NOCREATEROLE NOBYPASSRLS;
CREATE ROLE tppo_app LOGIN NOCREATEDB NOSUPERUSER NOCREATEROLE NOBYPASSRLS;
GRANT tppo_app TO tppo_owner WITH INHERIT FALSE, SET TRUE;

CREATE DATABASE tppo OWNER tppo_owner TEMPLATE template0 ENCODING 'UTF8'
    LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C';
REVOKE CONNECT, TEMPORARY ON DATABASE tppo FROM PUBLIC;
GRANT CONNECT ON DATABASE tppo TO tppo_app;

\connect tppo
ALTER DEFAULT PRIVILEGES FOR ROLE tppo_owner GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO tppo_app;
ALTER DEFAULT PRIVILEGES FOR ROLE tppo_owner GRANT USAGE, SELECT ON SEQUENCES TO tppo_app;
ALTER DEFAULT PRIVILEGES FOR ROLE tppo_owner GRANT EXECUTE ON FUNCTIONS TO tppo_app;
