# What the scripts of this folder share. Sourced, from anywhere; goes to the top of the checkout.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
pids=() # of services that were started

# Builds ./trialstream where the build is stale, so that it is neither timed nor in the output.
built() { ./trialstream --version >/dev/null; }

# The same of what is measured with.
built_to_measure() {
  built
  local made=benchmarks/target/dependencies.txt
  if [ -f $made ] && [ -z "$(find pom.xml benchmarks/pom.xml benchmarks/src/main cli/target/dependencies.txt -newer $made -print -quit)" ]; then
    return
  fi
  mvn -q -B -pl benchmarks -am -Dmaven.test.skip=true package >&2
  touch $made
}

# Our own classes to measure with, in the place of the script: NAME of a class in dev.trialstream.benchmarks and its
# arguments; MEASURE_OPTS for the JVM.
measure_last() {
  local name=$1
  shift
  # shellcheck disable=SC2086
  OMP_NUM_THREADS=1 exec java ${MEASURE_OPTS:--Xmx512m -XX:+UseSerialGC} \
    -cp "benchmarks/target/classes:$(cat benchmarks/target/dependencies.txt)" "dev.trialstream.benchmarks.$name" "$@"
}

# The same where something follows.
measure() { (measure_last "$@"); }

# Starts a service in the background and waits until it is ready: NAME and the words after ./trialstream. Its output is
# in $work/NAME, its log in $work/NAME.log; its process is the last of $pids.
start() {
  local name=$1
  shift
  ./trialstream "$@" >"$work/$name" 2>"$work/$name.log" &
  pids+=($!)
  until grep -q '^ready' "$work/$name"; do
    kill -0 "${pids[-1]}" || { cat "$work/$name.log" >&2; exit 1; }
    sleep 0.2
  done
}

# Ends all services, and removes $work.
finish() {
  [ ${#pids[@]} = 0 ] || kill "${pids[@]}" 2>/dev/null || true
  wait
  rm -rf "$work"
}

# Tests that are slow or need several processes: their NAMES with commas, a pattern of what to show, and more for Maven.
slow_tests() {
  local names=$1 shown=$2
  shift 2
  mvn -B -ntp -pl cli -am test -Dtest="$names" -DexcludedGroups= -Dtest.forks=1 -Dsurefire.failIfNoSpecifiedTests=false "$@" |
    grep --line-buffered -E "$shown|Tests run|ERROR|BUILD"
}
