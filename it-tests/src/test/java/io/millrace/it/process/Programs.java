package io.millrace.it.process;

import io.millrace.launcher.Main;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The programs of one test: shows what they printed when it fails, and leaves none behind. */
public final class Programs implements AfterEachCallback {
  private final List<Program> started = new ArrayList<>();

  /** The command line, {@code millrace ...}. */
  public Program millrace(String... arguments) {
    return start(Main.class, List.of(), arguments);
  }

  /** A main, with settings {@code key=value}. */
  public Program start(Class<?> main, List<String> settings, String... arguments) {
    Program program = Program.start(main, settings, arguments);
    started.add(program);
    return program;
  }

  /**
   * Any other program.
   *
   * @param name names it in messages
   */
  public Program start(String name, ProcessBuilder builder) {
    Program program = Program.start(name, builder, line -> {});
    started.add(program);
    return program;
  }

  /** A generator that ends when its test does, or with its own {@code --seconds}. */
  public Generator generator(String... arguments) {
    List<String> all = new ArrayList<>(List.of("generate", "--port", "0"));
    Collections.addAll(all, arguments);
    return new Generator(millrace(all.toArray(String[]::new)));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    if (context.getExecutionException().isPresent()) {
      started.forEach(program -> System.out.println(program.dump()));
    }
    started.forEach(Program::killAll);
    started.clear();
  }
}
