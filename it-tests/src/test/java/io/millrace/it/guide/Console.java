package io.millrace.it.guide;

import io.millrace.it.guide.Page.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A command that a page shows behind a {@code $}, with what it prints.
 *
 * <p>In what is shown, {@code ...} stands for anything: alone on its line for any number of lines.
 * Of a command of Millrace, numbers, ids of workers and the width of gaps may differ too.
 */
record Console(String place, String command, List<String> shown) {
  private static final String PROMPT = "$ ";
  private static final String CONTINUED = "> ";
  private static final String ANYTHING = "...";
  private static final Pattern VARIES =
      Pattern.compile("\\.\\.\\.|worker-[0-9a-f]+|[0-9][0-9.,:TZ-]*[0-9Z]|[0-9]| {2,}");

  Console {
    shown = List.copyOf(shown);
  }

  /** The commands of a block, in order. */
  static List<Console> of(Block block) {
    List<Console> commands = new ArrayList<>();
    List<String> lines = block.text().lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String place = block.page() + ":" + (block.line() + 1 + i);
      StringBuilder command = new StringBuilder(lines.get(i).substring(PROMPT.length()));
      while (i + 1 < lines.size() && lines.get(i + 1).startsWith(CONTINUED)) {
        command.append('\n').append(lines.get(++i).substring(CONTINUED.length()));
      }
      List<String> shown = new ArrayList<>();
      while (i + 1 < lines.size() && !lines.get(i + 1).startsWith(PROMPT)) {
        shown.add(lines.get(++i));
      }
      commands.add(new Console(place, command.toString(), shown));
    }
    return commands;
  }

  /** Whether that is what it shows. */
  boolean shows(List<String> printed) {
    String pattern = shown.stream().map(this::pattern).collect(Collectors.joining());
    return Pattern.matches(
        pattern, printed.stream().map(line -> line + "\n").collect(Collectors.joining()));
  }

  private String pattern(String line) {
    if (line.strip().equals(ANYTHING)) {
      return "(?:.*\n)*?";
    }
    StringBuilder pattern = new StringBuilder();
    Matcher varying = VARIES.matcher(line);
    int done = 0;
    while (varying.find()) {
      pattern.append(Pattern.quote(line.substring(done, varying.start())));
      pattern.append(variation(varying.group()));
      done = varying.end();
    }
    return pattern.append(Pattern.quote(line.substring(done))).append(" *\n").toString();
  }

  private String variation(String text) {
    if (text.equals(ANYTHING)) {
      return ".*";
    }
    if (!command.startsWith("millrace ")) {
      return Pattern.quote(text);
    }
    return switch (text.charAt(0)) {
      case 'w' -> "worker-[0-9a-f]+";
      case ' ' -> " +";
      default -> "[0-9][0-9.,:TZ-]*";
    };
  }
}
