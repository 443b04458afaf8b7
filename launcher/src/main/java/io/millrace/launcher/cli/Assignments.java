package io.millrace.launcher.cli;

import io.millrace.launcher.cli.CommandFailure.Exit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Options of the form key=value. */
final class Assignments {
  private Assignments() {}

  /**
   * The values by key; a value may hold further equals signs, or nothing.
   *
   * @param option what they were given to
   * @throws CommandFailure for one of another form, and for a key that came twice
   */
  static Map<String, String> parse(String option, List<String> texts) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String text : texts) {
      int equals = text.indexOf('=');
      if (equals <= 0) {
        throw new CommandFailure(
            Exit.BAD_INPUT, option + " " + text + " is no KEY=VALUE, such as a.key=5");
      }
      String key = text.substring(0, equals);
      if (values.put(key, text.substring(equals + 1)) != null) {
        throw new CommandFailure(Exit.BAD_INPUT, option + " has " + key + " twice");
      }
    }
    return values;
  }
}
