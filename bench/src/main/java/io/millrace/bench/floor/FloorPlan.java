package io.millrace.bench.floor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a floor is to do.
 *
 * @param sources {@code host:port}, a connection and a thread each
 * @param interval from deadline to deadline
 * @param keys records are counted by their id modulo this and are processed with the last of their
 *     batch; 0: each by itself
 */
record FloorPlan(
    List<String> sources,
    int recordBytes,
    Duration interval,
    Duration warmUp,
    Duration measured,
    int keys) {
  FloorPlan {
    sources = List.copyOf(sources);
  }

  /** As the arguments of a process. */
  List<String> toArguments() {
    List<String> arguments = new ArrayList<>();
    arguments.add(Integer.toString(recordBytes));
    arguments.add(interval.toString());
    arguments.add(warmUp.toString());
    arguments.add(measured.toString());
    arguments.add(Integer.toString(keys));
    arguments.addAll(sources);
    return arguments;
  }

  static FloorPlan of(List<String> arguments) {
    return new FloorPlan(
        arguments.subList(5, arguments.size()),
        Integer.parseInt(arguments.get(0)),
        Duration.parse(arguments.get(1)),
        Duration.parse(arguments.get(2)),
        Duration.parse(arguments.get(3)),
        Integer.parseInt(arguments.get(4)));
  }
}
