package io.millrace.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The manual page of the command line, in roff, from what the commands say of themselves. The build
 * of the distribution writes it, so that it can't grow stale. (Picocli's own generator writes
 * AsciiDoc, which it takes a Ruby in the build to make a page of.)
 */
final class ManPage {
  private final StringBuilder page = new StringBuilder();

  private ManPage() {}

  /**
   * Writes the page.
   *
   * @param arguments the file
   */
  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[0]);
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, of(Main.commandLine(), Main.version()));
  }

  /** The page of a command and all below it. */
  static String of(CommandLine command, String version) {
    return new ManPage().write(command, version);
  }

  private String write(CommandLine command, String version) {
    String name = command.getCommandName();
    line(".TH \"%s\" 1 \"\" \"%s %s\"".formatted(name.toUpperCase(), name, version));
    section("NAME");
    text(name + " - " + String.join(" ", command.getCommandSpec().usageMessage().description()));
    section("SYNOPSIS");
    synopsis(command);
    section("OPTIONS");
    options(command.getCommandSpec());
    section("COMMANDS");
    command.getSubcommands().values().forEach(this::subcommand);
    environment();
    return page.toString();
  }

  private void subcommand(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    line(".SS \"" + spec.qualifiedName() + "\"");
    synopsis(command);
    line(".PP");
    for (String description : spec.usageMessage().description()) {
      text(description);
    }
    options(spec);
    if (spec.usageMessage().footer().length > 0) {
      line(".PP");
      verbatim(List.of(spec.usageMessage().footer()));
    }
    command.getSubcommands().values().forEach(this::subcommand);
  }

  private void synopsis(CommandLine command) {
    CommandLine.Help help = new CommandLine.Help(command.getCommandSpec(), Ansi.OFF);
    verbatim(help.synopsis(0).stripTrailing().lines().toList());
  }

  private void options(CommandSpec spec) {
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      entry(parameter.paramLabel(), parameter.description());
    }
    for (OptionSpec option : spec.options()) {
      if (!option.hidden()) {
        String label = option.arity().max() == 0 ? "" : " " + option.paramLabel();
        entry(String.join(", ", option.names()) + label, option.description());
      }
    }
  }

  private void environment() {
    section("ENVIRONMENT");
    Map<String, String> variables =
        Map.of(
            "JAVA_HOME",
            "the Java to run on, 17 or newer; else the one on PATH",
            "MILLRACE_HEAP",
            "heap of each node, such as 2g; else at most a quarter of the memory",
            "MILLRACE_VAR",
            "folder for what is kept between runs; else var/ of the distribution, or, where that"
                + " can't be written, millrace/ in XDG_STATE_HOME");
    variables.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(variable -> entry(variable.getKey(), variable.getValue()));
  }

  private void section(String title) {
    line(".SH " + title);
  }

  /** A term, and below it what it means. */
  private void entry(String term, String... meaning) {
    line(".TP");
    line(".B " + escaped(term));
    for (String sentence : meaning) {
      text(sentence);
    }
  }

  private void verbatim(List<String> lines) {
    line(".nf");
    lines.forEach(this::text);
    line(".fi");
  }

  private void text(String text) {
    line(escaped(text));
  }

  /** A line that begins with a dot or an apostrophe would be taken for a request. */
  private static String escaped(String text) {
    String plain = text.replace("\\", "\\e").replace("-", "\\-");
    return plain.startsWith(".") || plain.startsWith("'") ? "\\&" + plain : plain;
  }

  private void line(String line) {
    page.append(line).append('\n');
  }
}
