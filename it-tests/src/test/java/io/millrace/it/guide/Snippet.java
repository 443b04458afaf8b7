package io.millrace.it.guide;

import io.millrace.it.guide.Page.Block;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of Java on a page. One that begins with its package is a file, one that begins with a
 * type is a file whose head is left out; one that uses {@code Millrace} is a piece of a program,
 * which is given two paths, {@code in} and {@code out}; any other is the body of a job's {@code
 * define}.
 */
record Snippet(Block block) {
  private static final Pattern PACKAGE = Pattern.compile("\\Apackage ([\\w.]+);");
  private static final Pattern TYPE =
      Pattern.compile("(?m)^(?:public )?(?:final )?(?:class|record|interface) (\\w+)");
  private static final Pattern ARGUMENT = Pattern.compile("context\\.argument\\(\"(\\w+)\"\\)");
  private static final String HEAD =
      """
      package snippets;
      %simport io.millrace.dsl.*;
      import io.millrace.embedded.*;
      import java.io.*;
      import java.nio.file.*;
      import java.time.*;
      import java.util.*;
      """;

  /** Its class, with the package. */
  String type() {
    if (isFile()) {
      return found(PACKAGE) + "." + found(TYPE);
    }
    return "snippets." + (isType() ? found(TYPE) : block.className());
  }

  /**
   * The text of the class's file.
   *
   * @param files whether the page has any, which are in {@code com.example}
   */
  String source(boolean files) {
    String head = HEAD.formatted(files ? "import com.example.*;\n" : "");
    if (isFile()) {
      return block.text();
    }
    return isType()
        ? head + block.text()
        : head + frame().formatted(block.className(), block.text());
  }

  private String frame() {
    return isProgram()
        ? "public final class %s { public static void run(Path in, Path out) throws Exception {%n%s}}"
        : "public final class %s implements StreamJob {"
            + " @Override public void define(StreamContext context) {%n%s}}";
  }

  boolean isFile() {
    return PACKAGE.matcher(block.text()).find();
  }

  boolean isTest() {
    return isFile() && found(TYPE).endsWith("Test");
  }

  private boolean isType() {
    return TYPE.matcher(block.text()).lookingAt();
  }

  private boolean isProgram() {
    return !isFile() && !isType() && block.text().contains("Millrace.");
  }

  /** The names of the arguments that it asks for without having others in their place. */
  List<String> arguments() {
    return ARGUMENT.matcher(block.text()).results().map(Snippet::name).distinct().toList();
  }

  private static String name(MatchResult argument) {
    return argument.group(1);
  }

  private String found(Pattern pattern) {
    Matcher found = pattern.matcher(block.text());
    if (!found.find()) {
      throw new IllegalStateException(block.place() + " has no " + pattern);
    }
    return found.group(1);
  }
}
