"""May the application work with this database role?

Promise: a role that could see past row-level security (superuser, BYPASSRLS, owner of a table or a member of such a
role) is refused before the first query, with the SQL that mends it. Source: PostgreSQL 18, "Row Security Policies":
superusers, BYPASSRLS roles and owners are not held by policies.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from medcluster.foundation.errors import Issue, Kind, Refusal

if TYPE_CHECKING:
    import asyncpg

_WHO = """
SELECT current_user::text AS role, current_database()::text AS database,
       coalesce(array_agg(r.rolname::text) FILTER (WHERE r.rolsuper), '{}') AS superusers,
       coalesce(array_agg(r.rolname::text) FILTER (WHERE r.rolbypassrls AND NOT r.rolsuper), '{}') AS bypassing
FROM pg_roles r WHERE pg_has_role(current_user, r.oid, 'MEMBER')
"""
_OWNED = """
SELECT DISTINCT r.rolname::text FROM (
    SELECT relowner AS owner FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    UNION SELECT nspowner FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
    UNION SELECT datdba FROM pg_database WHERE datname = current_database()
) o JOIN pg_roles r ON r.oid = o.owner
WHERE pg_has_role(current_user, o.owner, 'MEMBER') ORDER BY 1
"""
_MIGRATED = """
SELECT EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
               WHERE n.nspname = 'foundation' AND c.relname = 'migration')
"""


async def check_application_role(connection: asyncpg.Connection[asyncpg.Record]) -> None:
    """Refuse a role that row-level security does not bind, and a database that was never migrated."""
    who = await connection.fetchrow(_WHO)
    if who is None:
        raise RuntimeError("PostgreSQL did not say who we are")
    role, database = _name(who["role"]), _name(who["database"])
    findings = [
        *(_finding(role, held, "is a superuser", f"ALTER ROLE {role} NOSUPERUSER;") for held in who["superusers"]),
        *(_finding(role, held, "has BYPASSRLS", f"ALTER ROLE {role} NOBYPASSRLS;") for held in who["bypassing"]),
    ]
    if not who["superusers"]:
        for row in await connection.fetch(_OWNED):
            mend = (
                f"CREATE ROLE medcluster_owner LOGIN PASSWORD '...'; "
                f"ALTER DATABASE {database} OWNER TO medcluster_owner; REASSIGN OWNED BY {role} TO medcluster_owner;"
            )
            findings.append(_finding(role, row[0], "owns the database or tables in it", mend))
    if findings:
        raise Refusal(
            Kind.FORBIDDEN,
            f"The application may not work as the database role {role}: row-level security would not bind it.",
            hint=_how(role, database),
            issues=tuple(findings),
        )
    if not await connection.fetchval(_MIGRATED):
        raise Refusal(
            Kind.UNAVAILABLE,
            "This database has not been prepared.",
            hint="Run `medcluster migrate` with MEDCLUSTER_DATABASE_OWNER_URL set to the owner's address.",
        )


def _finding(role: str, held: str, what: str, mend: str) -> Issue:
    if _name(held) == role:
        return Issue(f"{role} {what}. Run: {mend}", code="security")
    return Issue(f"{role} is a member of {held}, which {what}. Run: REVOKE {_name(held)} FROM {role};", code="security")


def _how(role: str, database: str) -> str:
    return (
        "Give the application a role of its own, as a superuser:\n"
        "  CREATE ROLE medcluster LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD '...';\n"
        f"  GRANT CONNECT ON DATABASE {database} TO medcluster;\n"
        "then `medcluster migrate` as the owner grants it what it needs on each schema.\n"
        f"Or mend {role} with the statements named above."
    )


def _name(role: str) -> str:
    """A role's name as SQL would want it written."""
    plain = role.replace("_", "a").isalnum() and role.islower()
    return role if plain else '"' + role.replace('"', '""') + '"'
