package io.millrace.actors.shared.code;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.actors.shared.code.CodeRefused.Reason;
import io.millrace.config.CodeSettings;
import io.millrace.core.model.CodeRef;
import io.millrace.testkit.SmallDisk;
import io.millrace.testkit.UserJar;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.AbstractObjectAssert;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarFolderTest {
  private static final ClassLoader NODE = JarFolderTest.class.getClassLoader();
  private static final long MAX = 100_000;

  @TempDir private Path scratch;
  @TempDir private Path place;

  @Test
  void keeps_a_jar_under_its_digest() throws Exception {
    byte[] jar = jar("a");
    try (JarFolder folder = folder(MAX)) {
      String sha256 = store(folder, jar);
      assertThat(folder.has(sha256)).isTrue();
      assertThat(folder.ref(sha256)).isEqualTo(new CodeRef(sha256, jar.length));
      assertThat(folder.read(sha256, 0, jar.length + 1)).isEqualTo(jar);
      assertThat(folder.read(sha256, 3, 4)).isEqualTo(Arrays.copyOfRange(jar, 3, 7));
      assertThat(folder.read(sha256, jar.length - 2, 4))
          .isEqualTo(Arrays.copyOfRange(jar, jar.length - 2, jar.length));
      try (JobClassLoader loader = folder.open(sha256, NODE)) {
        assertThat(loader.getResource("name-a")).isNotNull();
      }
    }
  }

  @Test
  void nothing_is_left_of_a_jar_that_arrived_damaged() throws Exception {
    byte[] jar = jar("a");
    String sha256 = sha256(jar);
    byte[] damaged = jar.clone();
    damaged[40] ^= 1;
    try (JarFolder folder = folder(MAX)) {
      refused(Reason.OTHER_DIGEST, () -> store(folder, sha256, damaged))
          .asString()
          .contains("arrived damaged", sha256, sha256(damaged), "send it again");
      assertThat(folder.has(sha256)).isFalse();
      assertThat(left()).containsExactly("lock");
    }
  }

  @Test
  void takes_no_name_that_is_no_digest() throws Exception {
    try (JarFolder folder = folder(MAX)) {
      refused(Reason.OTHER_DIGEST, () -> store(folder, "../../etc/passwd", jar("a")))
          .asString()
          .contains("\"../../etc/passwd\" is no SHA-256");
      assertThat(folder.has("../../etc/passwd")).isFalse();
    }
  }

  @Test
  void a_jar_that_is_too_large_is_refused_at_the_first_byte_too_much() throws Exception {
    byte[] jar = jar("a");
    try (JarFolder folder = new JarFolder(place, new CodeSettings(1024, MAX));
        IncomingJar incoming = folder.begin(sha256(jar))) {
      incoming.write(ByteBuffer.wrap(new byte[1024]));
      refused(Reason.TOO_LARGE, () -> incoming.write(ByteBuffer.wrap(new byte[1])))
          .asString()
          .contains("1024 bytes", "millrace.code.max-bytes");
    }
    assertThat(left()).containsExactly("lock");
  }

  @Test
  void what_classes_can_not_be_loaded_from_is_refused() throws Exception {
    try (JarFolder folder = folder(MAX)) {
      refused(Reason.NO_JAR, () -> store(folder, "hello".getBytes(UTF_8)))
          .asString()
          .contains("no jar to load classes from: ");
      refused(Reason.NO_JAR, () -> store(folder, zip("a/X.class", "../X.class")))
          .asString()
          .contains("entry ../X.class points out of it");
      refused(Reason.NO_JAR, () -> store(folder, zip("/X.class")))
          .asString()
          .contains("entry /X.class points out of it");
      refused(Reason.NO_JAR, () -> store(folder, twice()))
          .asString()
          .contains("entry a/X.class is in it twice");
    }
    assertThat(left()).containsExactly("lock");
  }

  @Test
  void a_jar_survives_its_process_and_what_was_half_done_does_not() throws Exception {
    byte[] jar = jar("a");
    String sha256;
    JarFolder before = folder(MAX);
    sha256 = store(before, jar);
    IncomingJar half = before.begin(sha256(jar("b")));
    half.write(ByteBuffer.wrap(new byte[10]));
    before.close(); // as the end of the process does: the half is not tidied up
    assertThat(left()).hasSize(3);

    try (JarFolder after = folder(MAX)) {
      assertThat(after.has(sha256)).isTrue();
      assertThat(left()).containsExactlyInAnyOrder("lock", sha256 + ".jar");
    }
  }

  @Test
  void a_jar_whose_file_was_taken_away_can_be_brought_again() throws Exception {
    try (JarFolder folder = folder(MAX)) {
      String sha256 = store(folder, jar("a"));
      Files.delete(place.resolve("0").resolve(sha256 + ".jar"));
      assertThat(folder.has(sha256)).isFalse();
      store(folder, jar("a"));
      assertThat(folder.has(sha256)).isTrue();
      assertThat(left()).containsExactlyInAnyOrder("lock", sha256 + ".jar");
    }
  }

  @Test
  void a_jar_that_the_disk_has_spoilt_meanwhile_is_gone() throws Exception {
    String sha256;
    try (JarFolder before = folder(MAX)) {
      sha256 = store(before, jar("a"));
    }
    Path file = place.resolve("0").resolve(sha256 + ".jar");
    byte[] bytes = Files.readAllBytes(file);
    bytes[30] ^= 1;
    Files.write(file, bytes);
    try (JarFolder after = folder(MAX)) {
      assertThat(after.has(sha256)).isFalse();
      refused(Reason.UNKNOWN, () -> after.open(sha256, NODE)).asString().contains("upload it");
      assertThat(left()).containsExactly("lock");
    }
  }

  @Test
  void two_nodes_on_one_machine_share_no_directory() throws Exception {
    try (JarFolder one = folder(MAX);
        JarFolder other = folder(MAX)) {
      String sha256 = store(one, jar("a"));
      assertThat(other.has(sha256)).isFalse();
      store(other, jar("a"));
    }
    assertThat(place.resolve("1")).isDirectory();
  }

  @Test
  void the_least_recently_used_jars_go_when_they_take_too_much() throws Exception {
    byte[] a = jar("a");
    try (JarFolder folder = folder(2L * a.length)) {
      String first = store(folder, a);
      String second = store(folder, jar("b"));
      assertThat(folder.has(first)).isTrue(); // used after the second
      String third = store(folder, jar("c"));
      assertThat(List.of(folder.has(first), folder.has(second), folder.has(third)))
          .containsExactly(true, false, true);
      assertThat(left()).containsExactlyInAnyOrder("lock", first + ".jar", third + ".jar");
    }
  }

  @Test
  void a_jar_in_use_stays_whatever_it_takes() throws Exception {
    try (JarFolder folder = folder(0)) {
      String first = store(folder, jar("a"));
      JobClassLoader loader = folder.open(first, NODE);
      folder.hold(first);
      store(folder, jar("b"));
      loader.close();
      store(folder, jar("c"));
      assertThat(folder.has(first)).isTrue();
      folder.release(first);
      store(folder, jar("d"));
      assertThat(folder.has(first)).isFalse();
    }
  }

  @Test
  void a_place_that_can_not_be_written_is_named_with_what_to_do() throws Exception {
    Path file = Files.createFile(scratch.resolve("file"));
    try (JarFolder folder = new JarFolder(file.resolve("code"), new CodeSettings(MAX, MAX))) {
      refused(Reason.NO_ROOM, () -> store(folder, jar("a")))
          .asString()
          .contains(file.toString(), "millrace.node.work-directory");
    }
  }

  @Test
  void a_full_disk_is_said_and_nothing_is_left_on_it() throws Exception {
    Path mounted = scratch.resolve("disk");
    try (SmallDisk disk = SmallDisk.mountedAt(mounted, 64);
        JarFolder folder = new JarFolder(mounted, new CodeSettings(MAX, MAX))) {
      byte[] small = jar("a");
      String sha256 = store(folder, small);
      byte[] large = Arrays.copyOf(small, 90_000);
      refused(Reason.NO_ROOM, () -> store(folder, large))
          .asString()
          .contains("the jar can't be kept below " + mounted + ": No space left on device, with ")
          .contains(" bytes free; make room there, or set millrace.node.work-directory");
      assertThat(folder.has(sha256)).isTrue();
      try (Stream<Path> files = Files.list(mounted.resolve("0"))) {
        assertThat(files.filter(file -> file.toString().endsWith(".part"))).isEmpty();
      }
    }
  }

  private JarFolder folder(long keepBytes) {
    return new JarFolder(place, new CodeSettings(MAX, keepBytes));
  }

  private List<String> left() throws IOException {
    try (Stream<Path> files = Files.list(place.resolve("0"))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static String store(JarFolder folder, byte[] jar) throws Exception {
    return store(folder, sha256(jar), jar);
  }

  private static String store(JarFolder folder, String sha256, byte[] jar) throws Exception {
    try (IncomingJar incoming = folder.begin(sha256)) {
      incoming.write(ByteBuffer.wrap(jar, 0, jar.length / 2));
      incoming.write(ByteBuffer.wrap(jar, jar.length / 2, jar.length - jar.length / 2));
      assertThat(incoming.position()).isEqualTo(jar.length);
      incoming.keep();
    }
    return sha256;
  }

  /** Jars of one length, whatever their names. */
  private byte[] jar(String name) throws IOException {
    Path file = scratch.resolve(name + ".jar");
    return Files.readAllBytes(new UserJar().withEntry("name-" + name, new byte[300]).writeTo(file));
  }

  private static String sha256(byte[] bytes) throws IOException {
    Path file = Files.createTempFile("jar", "");
    Files.write(file, bytes);
    String sha256 = UserJar.sha256(file);
    Files.delete(file);
    return sha256;
  }

  private static byte[] zip(String... names) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (String name : names) {
        out.putNextEntry(new ZipEntry(name));
      }
    }
    return bytes.toByteArray();
  }

  /** The JDK writes no such file, so one of two names is changed afterwards. */
  private static byte[] twice() throws IOException {
    String text = new String(zip("a/X.class", "a/Y.class"), ISO_8859_1);
    return text.replace("a/Y.class", "a/X.class").getBytes(ISO_8859_1);
  }

  private static AbstractObjectAssert<?, ?> refused(
      Reason reason, org.assertj.core.api.ThrowableAssert.ThrowingCallable action) {
    return assertThatThrownBy(action)
        .asInstanceOf(InstanceOfAssertFactories.type(CodeRefused.class))
        .satisfies(refused -> assertThat(refused.reason()).isEqualTo(reason))
        .extracting(CodeRefused::getMessage);
  }
}
