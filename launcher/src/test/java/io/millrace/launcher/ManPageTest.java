package io.millrace.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

class ManPageTest {
  @Command(name = "mill", description = "Grinds.", subcommands = Stone.class)
  private static final class Mill {
    @Option(names = "--secret", hidden = true)
    private boolean secret;
  }

  @Command(
      name = "stone",
      description = {"Turns.", ".dots at the start are text"},
      footer = {"Example:", "  mill stone --speed 3"})
  private static final class Stone {
    @Option(
        names = {"-s", "--speed"},
        paramLabel = "RPM",
        defaultValue = "7",
        description = "how fast (default: ${DEFAULT-VALUE}), not C:\\fast")
    private int speed;
  }

  @Test
  void a_command_is_described_with_its_options_defaults_and_examples() {
    assertThat(ManPage.of(new CommandLine(new Mill()), "1.2"))
        .startsWith(".TH \"MILL\" 1 \"\" \"mill 1.2\"\n.SH NAME\nmill \\- Grinds.\n")
        .contains(
            """
            .SS "mill stone"
            .nf
            mill stone [\\-s=RPM]
            .fi
            .PP
            Turns.
            \\&.dots at the start are text
            .TP
            .B \\-s, \\-\\-speed RPM
            how fast (default: 7), not C:\\efast
            .PP
            .nf
            Example:
              mill stone \\-\\-speed 3
            .fi
            """)
        .doesNotContain("secret");
  }

  @Test
  void every_command_and_option_of_millrace_is_in_its_page() {
    CommandLine millrace = Main.commandLine();
    assertThat(millrace.getSubcommands()).containsKeys("demo", "driver", "worker", "cluster");
    assertDescribed(millrace, ManPage.of(millrace, "1"));
  }

  private static void assertDescribed(CommandLine command, String page) {
    for (OptionSpec option : command.getCommandSpec().options()) {
      assertThat(page).contains(".B " + option.names()[0].replace("-", "\\-"));
    }
    for (CommandLine inner : command.getSubcommands().values()) {
      assertThat(page).contains(".SS \"" + inner.getCommandSpec().qualifiedName() + "\"\n");
      assertDescribed(inner, page);
    }
  }
}
