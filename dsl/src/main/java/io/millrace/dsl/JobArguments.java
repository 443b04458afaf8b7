package io.millrace.dsl;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What a job was run with, each {@code name=value}, and what it asked for. */
final class JobArguments {
  private final String job;
  private final List<String> all;
  private final Set<String> asked = new TreeSet<>();
  private boolean read;

  JobArguments(String job, List<String> all) {
    this.job = job;
    this.all = List.copyOf(all);
  }

  /** As they were given; who reads them is not asked which it knows. */
  List<String> all() {
    read = true;
    return all;
  }

  String value(String name) {
    List<String> values = values(name);
    if (values.isEmpty()) {
      throw refused("needs the argument " + name + "=..; it was given " + given());
    }
    return values.get(0);
  }

  String value(String name, String fallback) {
    List<String> values = values(name);
    return values.isEmpty() ? fallback : values.get(0);
  }

  private List<String> values(String name) {
    asked.add(name);
    List<String> values =
        all.stream()
            .filter(argument -> nameOf(argument).equals(name))
            .map(argument -> argument.substring(name.length() + 1))
            .toList();
    if (values.size() > 1) {
      throw refused("was given the argument " + name + " twice: " + String.join(" and ", values));
    }
    return values;
  }

  /** Refuses what the job never asked for: it is most likely mistyped. */
  void requireAllAsked() {
    for (String argument : all) {
      if (!read && !asked.contains(nameOf(argument))) {
        throw refused("was given the argument " + argument + "; " + whatItTakes());
      }
    }
  }

  /** Without an equals sign it has no name, and nobody can ask for it. */
  private static String nameOf(String argument) {
    int end = argument.indexOf('=');
    return end < 0 ? "" : argument.substring(0, end);
  }

  private String whatItTakes() {
    return asked.isEmpty() ? "it takes none" : "it takes " + String.join("=.., ", asked) + "=..";
  }

  private String given() {
    return all.isEmpty() ? "none" : String.join(", ", all);
  }

  private JobDefinitionException refused(String why) {
    return new JobDefinitionException("job " + job + " " + why);
  }
}
