package io.millrace.node.driver.code;

import io.millrace.actors.shared.code.JobClassLoader;
import java.io.IOException;
import java.util.List;

/** What to say of a class that is not there. */
final class MissingClass {
  private MissingClass() {}

  /** Where it was looked for, and what it may have been meant by it. */
  static String whereToLook(String className, ClassLoader loader) {
    if (!(loader instanceof JobClassLoader jar)) {
      return "on the class path";
    }
    List<String> alike = alike(className, jar);
    return "in the jar"
        + (alike.isEmpty() ? "" : "; did you mean " + String.join(" or ", alike) + "?");
  }

  /** The classes of the jar with the same simple name. */
  private static List<String> alike(String className, JobClassLoader jar) {
    String simple = simpleName(className);
    try {
      return jar.classNames().stream()
          .filter(name -> simpleName(name).equalsIgnoreCase(simple))
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static String simpleName(String className) {
    return className.substring(
        Math.max(className.lastIndexOf('.'), className.lastIndexOf('$')) + 1);
  }
}
