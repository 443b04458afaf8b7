package io.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules about the source text of all modules; generated sources lie elsewhere and are exempt. */
class SourceRulesTest {

  private static final int MOST_LINES = 400;
  private static final Pattern NOT_CODE =
      Pattern.compile("/\\*.*?\\*/|//[^\\n]*|\"(\\\\.|[^\"\\\\\\n])*\"", Pattern.DOTALL);
  private static final Pattern LOCKED_BLOCK = Pattern.compile("\\bsynchronized\\s*\\(");

  @Test
  void a_file_has_at_most_400_lines() {
    assertThat(mainSources()).isNotEmpty().allSatisfy(this::isShort);
  }

  /** The part of rule 8 that leaves no trace ArchUnit can see. */
  @Test
  void rule_8_core_and_actors_hold_no_locks() {
    assertThat(mainSources().stream().filter(SourceRulesTest::isGuarded))
        .isNotEmpty()
        .allSatisfy(SourceRulesTest::holdsNoLock);
  }

  private void isShort(Path file) {
    assertThat(read(file).lines().count()).as("lines of %s", file).isLessThanOrEqualTo(MOST_LINES);
  }

  private static void holdsNoLock(Path file) {
    String code = NOT_CODE.matcher(read(file)).replaceAll(" ");
    assertThat(LOCKED_BLOCK.matcher(code).find()).as("synchronized in %s", file).isFalse();
  }

  private static boolean isGuarded(Path file) {
    String name = root().relativize(file).toString().replace('\\', '/');
    return (name.startsWith("core/") || name.startsWith("actors/"))
        && !name.contains("/actors/worker/dataplane/")
        && !name.contains("/actors/shared/");
  }

  private static List<Path> mainSources() {
    try (Stream<Path> modules = Files.list(root())) {
      return modules
          .map(module -> module.resolve("src/main/java"))
          .filter(Files::isDirectory)
          .flatMap(SourceRulesTest::javaFiles)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> javaFiles(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Maven runs a module's tests in the folder of the module. */
  private static Path root() {
    return Path.of("").toAbsolutePath().getParent();
  }
}
