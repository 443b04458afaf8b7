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
import org.junit.jupiter.api.io.TempDir;

/** Rules about the source text of all modules; generated sources lie elsewhere and are exempt. */
class SourceRulesTest {

  private static final int MOST_LINES = 400;
  private static final int MOST_LINES_OF_A_METHOD = 40;
  private static final Pattern NOT_CODE =
      Pattern.compile("/\\*.*?\\*/|//[^\\n]*|\"(\\\\.|[^\"\\\\\\n])*\"", Pattern.DOTALL);
  private static final Pattern LOCKED_BLOCK = Pattern.compile("\\bsynchronized\\s*\\(");

  @Test
  void a_file_has_at_most_400_lines() {
    assertThat(sources()).isNotEmpty().allSatisfy(this::isShort);
  }

  @Test
  void a_method_has_at_most_40_lines() {
    assertThat(tooLongMethods(sources())).isEmpty();
  }

  @Test
  void a_method_of_41_lines_is_found(@TempDir Path folder) throws IOException {
    String body = "    call();\n";
    String source =
        "class Sample {\n  Sample() {\n"
            + body.repeat(38)
            + "  }\n\n"
            + "  @Override\n  public void run() {\n"
            + body.repeat(39)
            + "  }\n}\n";
    Path file = Files.writeString(folder.resolve("Sample.java"), source);

    assertThat(tooLongMethods(List.of(file))).containsExactly(file + ":44 run() has 41 lines");
  }

  private static List<String> tooLongMethods(List<Path> files) {
    return MethodLengths.of(files).stream()
        .filter(method -> method.lines() > MOST_LINES_OF_A_METHOD)
        .map(MethodLengths.Method::toString)
        .toList();
  }

  /** The part of rule 8 that leaves no trace ArchUnit can see. */
  @Test
  void rule_8_core_and_actors_hold_no_locks() {
    assertThat(sources().stream().filter(SourceRulesTest::isGuarded))
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
    return (name.startsWith("core/src/main/") || name.startsWith("actors/src/main/"))
        && !name.contains("/actors/worker/dataplane/")
        && !name.contains("/actors/shared/");
  }

  private static List<Path> sources() {
    try (Stream<Path> modules = Files.list(root())) {
      return modules
          .flatMap(module -> Stream.of("src/main/java", "src/test/java").map(module::resolve))
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
