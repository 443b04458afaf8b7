package io.millrace.launcher.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScreenTest {
  private final StringWriter out = new StringWriter();

  @Test
  void on_a_terminal_a_live_line_covers_the_last_one() {
    Screen screen = new Screen(new PrintWriter(out), true);
    screen.live("longer");
    screen.live("short");
    screen.write(List.of("stays"));
    assertThat(out.toString().lines()).containsExactly("", "longer", "short ", "stays");
    assertThat(out.toString()).startsWith("\rlonger\rshort ");
  }

  @Test
  void what_follows_the_live_line_has_a_line_of_its_own() {
    Screen screen = new Screen(new PrintWriter(out), true);
    screen.live("going on");
    screen.close();
    screen.close();
    assertThat(out.toString()).isEqualTo("\rgoing on" + System.lineSeparator());
  }

  @Test
  void a_program_that_nobody_sits_at_has_no_terminal() {
    Screen screen = Screen.on(new PrintWriter(out));
    screen.live("one");
    assertThat(out.toString()).isEqualTo("one" + System.lineSeparator());
  }

  @Test
  void elsewhere_each_live_line_stays() {
    Screen screen = new Screen(new PrintWriter(out), false);
    screen.live("one");
    screen.live("two");
    screen.write(List.of("three"));
    assertThat(out.toString().lines()).containsExactly("one", "two", "three");
    assertThat(out.toString()).doesNotContain("\r");
  }
}
