#!/bin/bash
# Entry point of the PostgreSQL image that .ci/run makes from Debian packages. It keeps to what the
# official image documents, as far as tests can rely on it, so that the same test runs on both:
#
#   POSTGRES_PASSWORD          required, unless POSTGRES_HOST_AUTH_METHOD is trust
#   POSTGRES_USER              superuser, default postgres
#   POSTGRES_DB                database made at the first start, default POSTGRES_USER
#   POSTGRES_INITDB_ARGS       more arguments for initdb
#   POSTGRES_HOST_AUTH_METHOD  for connections from other hosts, default scram-sha-256
#   /docker-entrypoint-initdb.d/*.sh, *.sql
#                              run once, in the order of their names, against a server which
#                              listens on its Unix socket only
#
# Certificates come in by such a script, which alone can give the private key to the server's user
# and say ssl=on; or as files which that user may read, with the arguments "-c ssl=on ...".
set -euo pipefail

# "-c ssl=on" alone means "postgres -c ssl=on"; any other command is run as it is.
if [[ "${1:-}" == -* ]]; then
  set -- postgres "$@"
fi
if [[ "${1:-}" != postgres ]]; then
  exec "$@"
fi

# The server refuses to run as root.
if [[ "$(id -u)" == 0 ]]; then
  install -d -o postgres -g postgres -m 0700 "$PGDATA"
  install -d -o postgres -g postgres -m 0775 /var/run/postgresql
  exec gosu postgres "$0" "$@"
fi

if [[ ! -s "$PGDATA/PG_VERSION" ]]; then
  POSTGRES_USER="${POSTGRES_USER:-postgres}"
  POSTGRES_DB="${POSTGRES_DB:-$POSTGRES_USER}"
  auth="${POSTGRES_HOST_AUTH_METHOD:-scram-sha-256}"
  if [[ -z "${POSTGRES_PASSWORD:-}" && "$auth" != trust ]]; then
    echo 'POSTGRES_PASSWORD is missing: set it, or POSTGRES_HOST_AUTH_METHOD=trust.' >&2
    exit 1
  fi

  # The password goes through a descriptor, so that it is in no file and no process list. initdb
  # wants at least one character, which trust makes meaningless.
  # shellcheck disable=SC2086  # the arguments are a list of words, as in the official image
  initdb --username="$POSTGRES_USER" --pwfile=<(printf '%s\n' "${POSTGRES_PASSWORD:-unused}") \
    ${POSTGRES_INITDB_ARGS:-}
  echo "listen_addresses = '*'" >> "$PGDATA/postgresql.conf"
  echo "host all all all $auth" >> "$PGDATA/pg_hba.conf"

  # The first of the two times that the log says "ready to accept connections".
  pg_ctl --wait --pgdata="$PGDATA" --options="-c listen_addresses=''" start
  export PGUSER="$POSTGRES_USER" PGPASSWORD="${POSTGRES_PASSWORD:-}"
  if [[ "$POSTGRES_DB" != postgres ]]; then
    psql --no-psqlrc --set=ON_ERROR_STOP=1 --set=db="$POSTGRES_DB" --dbname=postgres \
      <<< 'CREATE DATABASE :"db";'
  fi
  for script in /docker-entrypoint-initdb.d/*; do
    # shellcheck source=/dev/null  # whatever a test brings
    case "$script" in
      *.sh) . "$script" ;;
      *.sql) psql --no-psqlrc --set=ON_ERROR_STOP=1 --dbname="$POSTGRES_DB" --file="$script" ;;
    esac
  done
  pg_ctl --wait --pgdata="$PGDATA" --mode=fast stop
  unset PGUSER PGPASSWORD
fi

exec "$@"
