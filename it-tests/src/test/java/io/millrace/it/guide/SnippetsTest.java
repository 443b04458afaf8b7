package io.millrace.it.guide;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import io.millrace.config.MillraceSettings;
import io.millrace.config.NodeConfig;
import io.millrace.it.guide.Page.Block;
import io.millrace.it.process.Program;
import io.millrace.it.process.Programs;
import io.millrace.testkit.UserJar;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The Java and the settings that the pages for users show. A job with a text block behind it prints
 * that, in any order; one without must be a job that could be submitted.
 */
@Timeout(120)
class SnippetsTest {
  private static final String GUIDE = "docs/guide.md";
  private static final String FROM_SPARK = "docs/from-spark-streaming.md";
  private static final String README = "README.md";

  /** Of these {@link GuideIT} runs the console, and Scala is for those who come from Spark. */
  private static final Set<String> LANGUAGES =
      Set.of("java", "hocon", "console", "xml", "scala", "");

  @RegisterExtension final Programs programs = new Programs();

  @TempDir private Path folder;

  @TestFactory
  Stream<DynamicTest> the_guide() throws Exception {
    return testsOf(GUIDE);
  }

  @TestFactory
  Stream<DynamicTest> coming_from_spark_streaming() throws Exception {
    return testsOf(FROM_SPARK);
  }

  @TestFactory
  Stream<DynamicTest> the_readme() throws Exception {
    return testsOf(README);
  }

  @ParameterizedTest
  @ValueSource(strings = {GUIDE, FROM_SPARK, README})
  void no_block_is_in_a_language_that_is_not_tested(String name) throws IOException {
    assertThat(Page.read(name).blocks()).extracting(Block::language).isSubsetOf(LANGUAGES);
  }

  @ParameterizedTest
  @ValueSource(strings = {GUIDE, FROM_SPARK})
  void settings_are_such_that_a_node_takes(String name) throws IOException {
    for (Block block : Page.read(name).in("hocon")) {
      Path file = Files.writeString(folder.resolve("a.conf"), block.text());
      Config settings = NodeConfig.embedded(NodeConfig.load(file));
      assertThat(MillraceSettings.from(settings)).as(block.place()).isNotNull();
    }
  }

  /** What the guide says of the starter's pom is there, but for the blanks. */
  @ParameterizedTest
  @ValueSource(strings = {GUIDE, FROM_SPARK})
  void pieces_of_a_pom_are_those_of_the_starter(String name) throws IOException {
    String pom = Files.readString(Page.root().resolve("examples/starter/pom.xml"));
    for (Block block : Page.read(name).in("xml")) {
      assertThat(pom).as(block.place()).containsIgnoringWhitespaces(block.text());
    }
  }

  private Stream<DynamicTest> testsOf(String name) throws Exception {
    List<Snippet> snippets = Page.read(name).in("java").stream().map(Snippet::new).toList();
    Map<String, List<String>> printed = run(compile(snippets), snippets);
    assertThat(printed).containsOnlyKeys(snippets.stream().map(Snippet::type).toList());
    return snippets.stream()
        .map(
            snippet ->
                DynamicTest.dynamicTest(
                    snippet.block().place(),
                    () -> assertPrinted(snippet, printed.getOrDefault(snippet.type(), List.of()))));
  }

  private Path compile(List<Snippet> snippets) throws IOException {
    boolean files = snippets.stream().anyMatch(Snippet::isFile);
    UserJar jar = new UserJar();
    snippets.forEach(snippet -> jar.with(snippet.type(), snippet.source(files)));
    return jar.writeTo(folder.resolve("snippets.jar"));
  }

  /** What each prints, by its class. */
  private Map<String, List<String>> run(Path jar, List<Snippet> snippets) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(jar + File.pathSeparator + System.getProperty("java.class.path"));
    command.add(SnippetMain.class.getName());
    command.add(Files.createDirectory(folder.resolve("run")).toString());
    for (Snippet snippet : snippets) {
      List<String> words =
          new ArrayList<>(
              List.of(snippet.block().output().isPresent() ? "run" : "explain", snippet.type()));
      words.addAll(snippet.arguments());
      command.add(String.join(",", words));
    }
    Program program = programs.start("snippets", new ProcessBuilder(command));
    assertThat(program.awaitEnd()).isZero();
    Map<String, List<String>> printed = new LinkedHashMap<>();
    List<String> lines = new ArrayList<>();
    for (String line : program.out()) {
      if (line.startsWith(SnippetMain.BEGIN)) {
        lines = new ArrayList<>();
        printed.put(line.substring(SnippetMain.BEGIN.length()), lines);
      } else {
        lines.add(line);
      }
    }
    return printed;
  }

  private static void assertPrinted(Snippet snippet, List<String> printed) {
    if (snippet.isTest()) {
      assertThat(printed).containsExactly("1 succeeded");
    } else if (snippet.block().output().isPresent()) {
      assertThat(printed.stream().map(SnippetsTest::withEvenGaps))
          .containsExactlyInAnyOrderElementsOf(
              snippet
                  .block()
                  .output()
                  .orElseThrow()
                  .lines()
                  .map(SnippetsTest::withEvenGaps)
                  .toList());
    } else {
      assertThat(printed).noneMatch(line -> line.startsWith(SnippetMain.THREW));
    }
  }

  /** A page shows blanks for a tab. */
  private static String withEvenGaps(String line) {
    return line.replaceAll("\\s+", " ");
  }
}
