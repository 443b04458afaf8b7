package io.millrace.it.guide;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.millrace.dsl.StreamJob;
import io.millrace.embedded.EmbeddedMillrace;
import io.millrace.embedded.Millrace;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/**
 * Runs snippets, one after the other, where they are on the class path like any job. A line with
 * its class comes first, then what it prints and what it wrote.
 */
final class SnippetMain {
  static final String BEGIN = "-- ";
  static final String THREW = "threw ";

  private final EmbeddedMillrace millrace;
  private final Path folder;

  private SnippetMain(EmbeddedMillrace millrace, Path folder) {
    this.millrace = millrace;
    this.folder = folder;
  }

  /**
   * Runs them.
   *
   * @param arguments an empty folder; then, for each, whether a job is run or explained, its class,
   *     and the names of its arguments, with commas between
   */
  public static void main(String[] arguments) throws IOException {
    try (EmbeddedMillrace millrace = Millrace.embedded()) {
      for (String snippet : List.of(arguments).subList(1, arguments.length)) {
        String[] words = snippet.split(",");
        System.out.println(BEGIN + words[1]);
        Path own = Files.createDirectory(Path.of(arguments[0], words[1]));
        new SnippetMain(millrace, own).run(words);
      }
    }
  }

  private void run(String[] words) throws IOException {
    try {
      Class<?> type = Class.forName(words[1]);
      if (words[1].endsWith("Test")) {
        runTest(type);
      } else if (StreamJob.class.isAssignableFrom(type)) {
        runJob(words[0].equals("run"), (StreamJob) type.getConstructor().newInstance(), words);
      } else {
        runProgram(type);
      }
    } catch (InvocationTargetException e) {
      System.out.println(THREW + e.getCause());
    } catch (Exception | LinkageError e) {
      System.out.println(THREW + e);
    }
    printOutput();
  }

  private static void runTest(Class<?> type) {
    SummaryGeneratingListener summary = new SummaryGeneratingListener();
    Launcher launcher = LauncherFactory.create();
    launcher.execute(
        LauncherDiscoveryRequestBuilder.request().selectors(selectClass(type)).build(), summary);
    summary.getSummary().getFailures().forEach(failed -> System.out.println(failed.getException()));
    System.out.println(summary.getSummary().getTestsSucceededCount() + " succeeded");
  }

  private void runJob(boolean really, StreamJob job, String[] words) throws InterruptedException {
    if (really) {
      millrace.run(job, arguments(words, name -> folder.resolve(name).toString())).await();
    } else { // a path as well as a host:port
      System.out.print(Millrace.explain(job, arguments(words, name -> name + ":1")));
    }
  }

  private static String[] arguments(String[] words, UnaryOperator<String> value) {
    return Arrays.stream(words)
        .skip(2)
        .map(name -> name + "=" + value.apply(name))
        .toArray(String[]::new);
  }

  /** It finds a folder with a file of readings. */
  private void runProgram(Class<?> type) throws Exception {
    for (Method method : type.getDeclaredMethods()) {
      if (method.getName().equals("run")) {
        Path in = Files.createDirectory(folder.resolve("in"));
        Files.writeString(in.resolve("1.txt"), "boiler-3 71.5\nboiler-4 64.0\n");
        method.invoke(null, in, folder.resolve("out"));
      }
    }
  }

  private void printOutput() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(this::isOutput).sorted().toList()) {
        Files.readAllLines(file).forEach(System.out::println);
      }
    }
  }

  private boolean isOutput(Path file) {
    return Files.isRegularFile(file)
        && !file.getFileName().toString().startsWith(".")
        && !folder.relativize(file).startsWith("in");
  }
}
