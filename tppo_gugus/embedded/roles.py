"""Create the database roles and the database, which ``initdb`` does not do.

``tppo_owner`` owns the tables and migrates; ``tppo_app`` owns nothing, so row security binds it. The owner may become
the application role; tests use this to run with the application's rights. Default privileges are set in ``template1``,
so that every later database, also a test database, has them.
"""

from psycopg import Connection, connect, sql

OWNER_ROLE = "tppo_owner"
APPLICATION_ROLE = "tppo_app"
DATABASE = "tppo"

ROLE_OPTIONS = {
    OWNER_ROLE: "LOGIN CREATEDB NOSUPERUSER NOCREATEROLE NOBYPASSRLS",
    APPLICATION_ROLE: "LOGIN NOCREATEDB NOSUPERUSER NOCREATEROLE NOBYPASSRLS",
}
DEFAULT_PRIVILEGES = (
    ("SELECT, INSERT, UPDATE, DELETE", "TABLES"),
    ("USAGE, SELECT", "SEQUENCES"),
    ("EXECUTE", "FUNCTIONS"),
)


def ensure_roles_and_database(host: str) -> None:
    """Create missing roles, default privileges and the database; cheap if everything exists."""
    with connect(host=host, user="postgres", dbname="template1", autocommit=True) as connection:
        _ensure_roles(connection)
        _ensure_default_privileges(connection)
    with connect(host=host, user="postgres", dbname="postgres", autocommit=True) as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
        if not found:
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(DATABASE), sql.Identifier(OWNER_ROLE))
            )


def _ensure_roles(connection: Connection) -> None:
    """Create both roles, and let the owner become the application role without inheriting its rights."""
    known = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles")}
    for role, options in ROLE_OPTIONS.items():
        if role not in known:
            connection.execute(sql.SQL("CREATE ROLE {} " + options).format(sql.Identifier(role)))
    connection.execute(
        sql.SQL("GRANT {} TO {} WITH INHERIT FALSE, SET TRUE").format(
            sql.Identifier(APPLICATION_ROLE), sql.Identifier(OWNER_ROLE)
        )
    )


def _ensure_default_privileges(connection: Connection) -> None:
    """Give the application role its rights on everything the owner will create in databases copied from this one."""
    for rights, kind in DEFAULT_PRIVILEGES:
        connection.execute(
            sql.SQL(f"ALTER DEFAULT PRIVILEGES FOR ROLE {{}} GRANT {rights} ON {kind} TO {{}}").format(
                sql.Identifier(OWNER_ROLE), sql.Identifier(APPLICATION_ROLE)
            )
        )
