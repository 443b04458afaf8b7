package io.millrace.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a process refuses can't be taken back, so it is another process that does. */
class OnlyReaderTest {
  record Captured(String text) implements Serializable {}

  /** The main of that process: says what it could read. */
  static final class Reader {
    private Reader() {}

    public static void main(String[] arguments) throws Exception {
      if (arguments.length > 0) {
        Serialized.readOnlyHere();
      }
      System.out.println("engine " + byTheEngine());
      System.out.println("others " + byOthers());
    }

    private static Object byTheEngine() throws IOException {
      byte[] bytes = Serialized.write(new Captured("x"));
      return Serialized.read(bytes, Captured.class, Reader.class.getClassLoader()).text();
    }

    private static Object byOthers() throws IOException, ClassNotFoundException {
      byte[] list = Serialized.write(new ArrayList<>(List.of("y")));
      try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(list))) {
        return in.readObject();
      } catch (IOException e) {
        return e.getMessage();
      }
    }
  }

  @Test
  void the_others_are_refused_even_what_is_harmless() throws Exception {
    assertThat(said("locked")).containsExactly("engine x", "others filter status: REJECTED");
  }

  @Test
  void without_it_they_are_not() throws Exception {
    assertThat(said()).containsExactly("engine x", "others [y]");
  }

  private static List<String> said(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Reader.class.getName()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output.lines().toList();
  }
}
