/* Connects by libpq once for each line of input, and prints the nanoseconds it took. */
#include <libpq-fe.h>
#include <stdio.h>
#include <time.h>

static long long now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

int main(int count, char **arguments) {
  if (count != 2) {
    return 2;
  }
  while (getchar() != EOF) {
    long long start = now();
    PGconn *connection = PQconnectdb(arguments[1]);
    long long end = now();
    if (PQstatus(connection) != CONNECTION_OK) {
      fputs(PQerrorMessage(connection), stderr);
      return 1;
    }
    PQfinish(connection);
    printf("%lld\n", end - start);
    fflush(stdout);
  }
  return 0;
}
