package io.millrace.core.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import java.math.BigDecimal;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.DecimalFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

class SerializedTest {
  private static final ClassLoader JOB = SerializedTest.class.getClassLoader();

  record Captured(List<Object> values) implements Serializable {}

  @Test
  void values_of_the_jdk_and_classes_of_the_job_are_read() throws Exception {
    Captured captured =
        new Captured(
            List.of(
                1,
                "a",
                Duration.ofSeconds(3),
                new BigDecimal("1.5"),
                URI.create("mailto:a@b"),
                new File("a/b"),
                new DecimalFormat("0.0"),
                Map.of("k", List.of(2L)),
                Thread.State.NEW));

    assertThat(Serialized.read(Serialized.write(captured), Captured.class, JOB))
        .isEqualTo(captured);
    Pattern pattern = Serialized.read(Serialized.write(Pattern.compile("a+")), Pattern.class, JOB);
    assertThat(pattern.matcher("aa").matches()).isTrue();
    int[][] arrays = {{1}, {2, 3}};
    assertThat(Serialized.read(Serialized.write(arrays), int[][].class, JOB)).isDeepEqualTo(arrays);
  }

  @Test
  void a_class_of_the_jdk_that_is_no_plain_value_is_refused() {
    byte[] bytes = Serialized.write(new Captured(List.of(new InetSocketAddress(1))));

    assertThatThrownBy(() -> Serialized.read(bytes, Captured.class, JOB))
        .hasMessage("class java.net.InetSocketAddress is none of the job's, and may not be in it");
  }

  @Test
  void a_class_that_is_missing_is_named() {
    byte[] bytes = Serialized.write(new Captured(List.of()));
    ClassLoader withoutJob = ClassLoader.getPlatformClassLoader();

    assertThatThrownBy(() -> Serialized.read(gone(bytes), Captured.class, withoutJob))
        .hasMessageMatching("class .*SerializedTest\\$Captuted is missing");
  }

  /** The same bytes with another name of the class, which nobody has. */
  private static byte[] gone(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    return text.replace("$Captured", "$Captuted").getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void a_class_that_is_on_the_engines_class_path_but_not_the_jobs_is_refused() throws Exception {
    ClassLoader withoutJob = ClassLoader.getPlatformClassLoader();
    byte[] bytes = Serialized.write(new AssertionFailedError("of a library"));
    byte[] ofTheJdk = Serialized.write(new ArrayList<>(List.of(1)));

    assertThatThrownBy(() -> Serialized.read(bytes, AssertionFailedError.class, withoutJob))
        .hasMessageStartingWith("class org.opentest4j.AssertionFailedError is none of the job's");
    assertThat(Serialized.read(ofTheJdk, ArrayList.class, withoutJob)).containsExactly(1);
  }

  @Test
  void an_array_larger_than_any_description_needs_is_refused() {
    byte[] bytes = Serialized.write(new long[1_000_001]);

    assertThatThrownBy(() -> Serialized.read(bytes, long[].class, JOB))
        .hasMessage("it captures too much, or too deep a structure");
  }

  @Test
  void another_type_than_expected_is_refused() {
    byte[] bytes = Serialized.write("text");

    assertThatThrownBy(() -> Serialized.read(bytes, Integer.class, JOB))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("it is no Integer: ");
  }
}
