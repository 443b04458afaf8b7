package io.millrace.node.driver.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.dsl.JobDefinitionException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeDigestTest {
  private static final String JOB = Sample.class.getName();
  private static final String JOB_FILE = JOB.replace('.', '/') + ".class";

  @TempDir private Path folder;

  /** Copied to other places, and loaded from there. */
  public static class Sample {}

  @Test
  void is_the_same_for_a_folder_and_a_jar_of_the_same_classes() throws Exception {
    Path tree = tree("a");
    add(tree, "b/Other.class", "other");
    assertThat(digest(jar(tree, "b/Other.class", JOB_FILE))).isEqualTo(digest(tree));
  }

  @Test
  void is_that_of_the_classes_and_not_of_the_jars_bytes() throws Exception {
    Path tree = tree("a");
    add(tree, "b/Other.class", "other");
    Path jar = jar(tree, "b/Other.class", JOB_FILE);
    Path zippedAgain = Files.createDirectory(folder.resolve("again")).resolve("x.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(zippedAgain))) {
      out.setLevel(Deflater.NO_COMPRESSION);
      for (String name : List.of("notes.txt", JOB_FILE, "b/Other.class")) {
        JarEntry entry = new JarEntry(name);
        entry.setTime(1_000_000_000_000L);
        out.putNextEntry(entry);
        out.write(name.endsWith(".txt") ? new byte[] {1} : Files.readAllBytes(tree.resolve(name)));
      }
    }
    assertThat(Files.readAllBytes(zippedAgain)).isNotEqualTo(Files.readAllBytes(jar));
    assertThat(digest(zippedAgain)).isEqualTo(digest(jar));
  }

  @Test
  void is_the_same_in_another_place() throws Exception {
    assertThat(digest(tree("a"))).isEqualTo(digest(tree("elsewhere")));
  }

  @Test
  void changes_with_the_bytes_of_any_class() throws Exception {
    Path one = tree("one");
    Path two = tree("two");
    add(one, "b/Other.class", "before");
    add(two, "b/Other.class", "after");
    assertThat(digest(one)).isNotEqualTo(digest(two));
  }

  @Test
  void changes_with_the_name_of_a_class() throws Exception {
    Path one = tree("one");
    Path two = tree("two");
    add(one, "b/Other.class", "same");
    add(two, "b/Another.class", "same");
    assertThat(digest(one)).isNotEqualTo(digest(two));
  }

  @Test
  void does_not_see_what_is_no_class() throws Exception {
    Path one = tree("one");
    Path two = tree("two");
    add(two, "META-INF/built-at.txt", "just now");
    assertThat(digest(one)).isEqualTo(digest(two));
  }

  @Test
  void a_jar_within_a_jar_is_refused_in_a_sentence() throws Exception {
    Path outer = folder.resolve("program.jar");
    URL inner = new URL("jar:" + outer.toUri() + "!/job.jar");
    Class<?> job =
        new ClassLoader(null) {
          Class<?> define(byte[] bytes) {
            CodeSource source = new CodeSource(inner, (Certificate[]) null);
            return defineClass(JOB, bytes, 0, bytes.length, new ProtectionDomain(source, null));
          }
        }.define(Files.readAllBytes(tree("a").resolve(JOB_FILE)));
    assertThatThrownBy(() -> CodeDigest.of(job))
        .isInstanceOf(JobDefinitionException.class)
        .hasMessage(
            "job %s comes from %s, which is neither a folder nor a jar file".formatted(JOB, inner));
  }

  private Path tree(String name) throws IOException {
    Path tree = folder.resolve(name);
    try (InputStream bytes = CodeDigestTest.class.getResourceAsStream("/" + JOB_FILE)) {
      Path file = tree.resolve(JOB_FILE);
      Files.createDirectories(file.getParent());
      Files.copy(bytes, file);
    }
    return tree;
  }

  private static void add(Path tree, String name, String content) throws IOException {
    Path file = tree.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private Path jar(Path tree, String... names) throws IOException {
    Path jar = folder.resolve("job.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (String name : names) {
        out.putNextEntry(new JarEntry(name));
        Files.copy(tree.resolve(name), out);
      }
    }
    return jar;
  }

  private static byte[] digest(Path place) throws Exception {
    try (URLClassLoader loader = new URLClassLoader(new URL[] {place.toUri().toURL()}, null)) {
      return CodeDigest.of(loader.loadClass(JOB));
    }
  }
}
