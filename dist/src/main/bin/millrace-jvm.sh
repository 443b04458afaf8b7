# Finds a JVM and runs Millrace in it, with flags for its version and this machine. Read by bin/millrace, both that of the
# distribution and that of the source tree, which set MILLRACE_HOME: the folder that has config/.
#
# What the environment may set:
#   JAVA_HOME         the Java to use; else the one on PATH
#   MILLRACE_HEAP     heap of each node, such as 2g; else at most a quarter of the memory
#   MILLRACE_VAR      folder for what is kept between runs; else var/ in MILLRACE_HOME, or, where that can't be written,
#                     millrace/ in XDG_STATE_HOME
#   JDK_JAVA_OPTIONS  read by Java itself: further flags

fail() {
  printf 'millrace: %s\n' "$*" >&2
  exit 1
}

# Sets java, its version (17.0.15) and its feature number (17).
find_java() {
  if [ -n "${JAVA_HOME:-}" ]; then
    java=$JAVA_HOME/bin/java
    [ -x "$java" ] || fail "JAVA_HOME is $JAVA_HOME, where there is no bin/java"
  else
    java=$(command -v java) || fail "no java found: install Java 17 or newer, or set JAVA_HOME"
  fi
  version=$(version_of "$java")
  feature=${version#1.}
  feature=${feature%%[!0-9]*}
  [ "${feature:-0}" -ge 17 ] || fail "$java is version ${version:-unknown}; Millrace needs 17 or newer"
}

# From the JDK's release file where there is one: starting a JVM to ask it takes far longer.
version_of() {
  release=$(dirname "$(readlink -f "$1" || printf '%s' "$1")")/../release
  found=
  if [ -r "$release" ]; then
    found=$(sed -n 's/^JAVA_VERSION="\([^"]*\)".*/\1/p' "$release")
  fi
  if [ -z "$found" ]; then
    found=$("$1" -version 2>&1 | sed -n 's/.* version "\([^"]*\)".*/\1/p' | head -n 1)
  fi
  printf '%s\n' "$found"
}

# Those that this process may use: of the machine, of its affinity, of its container.
processors() {
  count=$(nproc 2>/dev/null || getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
  if [ -r /sys/fs/cgroup/cpu.max ]; then
    read -r quota period </sys/fs/cgroup/cpu.max
    if [ "$quota" != max ]; then
      limit=$(((quota + period - 1) / period))
      [ "$limit" -ge "$count" ] || count=$limit
    fi
  fi
  printf '%s\n' "$count"
}

# The flags of every JVM that is a node, one a line: a value may hold spaces.
node_flags() {
  cores=$(processors)
  common=$((cores > 3 ? cores - 1 : 2)) # Akka's ask needs at least two
  parallel=$((cores > 8 ? 8 : cores))
  concurrent=$((parallel > 4 ? parallel / 4 : 1))
  printf '%s\n' \
    "-XX:+UseG1GC" \
    "-XX:ParallelGCThreads=$parallel" \
    "-XX:ConcGCThreads=$concurrent" \
    "-Djava.util.concurrent.ForkJoinPool.common.parallelism=$common"
  if [ -n "${MILLRACE_HEAP:-}" ]; then
    printf '%s\n' "-Xms$MILLRACE_HEAP" "-Xmx$MILLRACE_HEAP"
  fi
  common_flags
}

# The flags of a command that asks something and ends.
command_flags() {
  printf '%s\n' "-XX:+UseSerialGC" "-XX:TieredStopAtLevel=1"
  common_flags
}

common_flags() {
  if [ -r "$MILLRACE_HOME/config/logback.xml" ]; then
    printf '%s\n' "-Dlogback.configurationFile=$MILLRACE_HOME/config/logback.xml"
  fi
  if [ "$feature" -ge 24 ]; then
    printf '%s\n' "--sun-misc-unsafe-memory-access=allow" # Akka's; older JDKs refuse the flag
  fi
}

set_var() {
  if [ -z "${MILLRACE_VAR:-}" ]; then
    if [ -w "$MILLRACE_HOME" ]; then
      MILLRACE_VAR=$MILLRACE_HOME/var
    else
      MILLRACE_VAR=${XDG_STATE_HOME:-${HOME:-/tmp}/.local/state}/millrace
    fi
  fi
}

# Where the class data of this JVM and these jars is, or would be: another JVM or other jars make another name.
class_data() (
  IFS=:
  set -f
  # shellcheck disable=SC2086 # the jars are words
  sum=$({ printf '%s\n' "$java" && LC_ALL=C ls -lnL $1; } | cksum)
  printf '%s\n' "$MILLRACE_VAR/class-data/$version-${sum%% *}.jsa"
)

# run_millrace CLASS_PATH COMMAND...: does not return.
run_millrace() {
  MILLRACE_CLASSPATH=$1
  shift
  set_var
  MILLRACE_JVM_FLAGS=$(node_flags)
  MILLRACE_CLASS_DATA=$(class_data "$MILLRACE_CLASSPATH")
  export MILLRACE_HOME MILLRACE_VAR MILLRACE_JVM_FLAGS MILLRACE_CLASSPATH MILLRACE_CLASS_DATA
  case ${1:-} in
    driver | worker | demo | bench) flags=$MILLRACE_JVM_FLAGS ;;
    generate) flags=-XX:+UseSerialGC ;;
    *) flags=$(command_flags) ;;
  esac
  if [ -r "$MILLRACE_CLASS_DATA" ]; then
    # the node runs without it when it does not fit, and then need not say so
    flags="$flags
-XX:SharedArchiveFile=$MILLRACE_CLASS_DATA
-Xlog:cds*=off"
  fi
  IFS='
'
  set -f
  # shellcheck disable=SC2086 # the lines are words
  exec "$java" $flags -cp "$MILLRACE_CLASSPATH" io.millrace.launcher.Main "$@"
}
