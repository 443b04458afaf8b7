package io.millrace.node.driver.desk;

import io.millrace.node.driver.desk.DriverFailure.Kind;
import java.util.regex.Pattern;

/** What a job may be called: something that fits into a line, and that is not taken for an id. */
final class JobNames {
  private static final int MOST_CHARACTERS = 100;
  private static final Pattern ID = Pattern.compile("\\d+");
  private static final Pattern NO_LINE = Pattern.compile("\\p{Cntrl}");

  private JobNames() {}

  /**
   * Looks at a name.
   *
   * @throws DriverFailure when no job may have it
   */
  static void require(String name) {
    if (name.isBlank() || name.length() > MOST_CHARACTERS || NO_LINE.matcher(name).find()) {
      throw new DriverFailure(
          Kind.BAD_REQUEST,
          "the name of a job has 1 to " + MOST_CHARACTERS + " characters, all in one line");
    }
    if (ID.matcher(name).matches()) {
      throw new DriverFailure(
          Kind.BAD_REQUEST,
          "a job can't be named " + name + ": a number would be taken for its id");
    }
  }
}
