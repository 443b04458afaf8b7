package io.millrace.actors.shared.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.plan.StageTemplate;
import io.millrace.dsl.StreamJob;
import io.millrace.testkit.OpenFiles;
import io.millrace.testkit.UserJar;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class JobClassLoaderTest {
  private static final ClassLoader NODE = JobClassLoaderTest.class.getClassLoader();
  private static final String PROBE = "org.assertj.core.api.Assertions";

  @TempDir private Path folder;

  @Test
  void a_job_gets_its_own_version_of_what_the_node_uses_too() throws Exception {
    try (JobClassLoader loader = open(jarSaying("from the jar"))) {
      Class<?> own = loader.loadClass(PROBE);
      assertThat(own.getClassLoader()).isSameAs(loader);
      assertThat(own).isNotEqualTo(Assertions.class);
      assertThat(own.getMethod("say").invoke(null)).isEqualTo("from the jar");
      assertThat(loader.loadClass(PROBE)).isSameAs(own);
    }
  }

  @Test
  void what_the_jar_does_not_hold_comes_from_the_node() throws Exception {
    try (JobClassLoader loader = open(new UserJar().writeTo(folder.resolve("empty.jar")))) {
      assertThat(loader.loadClass(PROBE)).isSameAs(Assertions.class);
      assertThatThrownBy(() -> loader.loadClass("no.such.Type"))
          .isInstanceOf(ClassNotFoundException.class);
    }
  }

  @Test
  void two_jobs_do_not_see_each_others_classes() throws Exception {
    try (JobClassLoader one = open(jarSaying("one"));
        JobClassLoader other = open(jarSaying("other"))) {
      assertThat(one.loadClass(PROBE).getMethod("say").invoke(null)).isEqualTo("one");
      assertThat(other.loadClass(PROBE).getMethod("say").invoke(null)).isEqualTo("other");
    }
  }

  @Test
  void a_jar_can_not_replace_classes_of_the_engine() throws Exception {
    byte[] garbage = "no class".getBytes(StandardCharsets.UTF_8);
    Path jar =
        new UserJar()
            .withEntry("io/millrace/dsl/StreamJob.class", garbage)
            .withEntry("io/millrace/core/plan/StageTemplate.class", garbage)
            .withEntry("org/slf4j/Logger.class", garbage)
            .withEntry("org/w3c/dom/Document.class", garbage)
            .withEntry("org/xml/sax/InputSource.class", garbage)
            .withEntry("io/millrace/dsl/Gone.class", garbage)
            .writeTo(folder.resolve("fat.jar"));
    try (JobClassLoader loader = open(jar)) {
      assertThat(loader.loadClass(StreamJob.class.getName())).isSameAs(StreamJob.class);
      assertThat(loader.loadClass(StageTemplate.class.getName())).isSameAs(StageTemplate.class);
      assertThat(loader.loadClass(Logger.class.getName())).isSameAs(Logger.class);
      assertThat(loader.loadClass(Document.class.getName())).isSameAs(Document.class);
      assertThat(loader.loadClass(InputSource.class.getName())).isSameAs(InputSource.class);
      assertThatThrownBy(() -> loader.loadClass("io.millrace.dsl.Gone"))
          .isInstanceOf(ClassNotFoundException.class);
    }
  }

  @Test
  void resources_of_the_jar_come_before_those_of_the_node() throws Exception {
    Path jar =
        new UserJar()
            .withEntry("millrace-test-kit.conf", "mine".getBytes(StandardCharsets.UTF_8))
            .writeTo(folder.resolve("resources.jar"));
    try (JobClassLoader loader = open(jar)) {
      assertThat(text(loader.getResource("millrace-test-kit.conf"))).isEqualTo("mine");
      List<URL> all = Collections.list(loader.getResources("millrace-test-kit.conf"));
      assertThat(all).hasSize(2);
      assertThat(text(all.get(0))).isEqualTo("mine");
      assertThat(loader.getResource("reference.conf"))
          .isEqualTo(NODE.getResource("reference.conf"));
    }
  }

  @Test
  void a_closed_loader_holds_no_file_even_if_a_resource_was_read_by_its_url() throws Exception {
    Path jar = jarSaying("x");
    JobClassLoader loader = open(jar);
    loader.loadClass(PROBE);
    text(loader.getResource(PROBE.replace('.', '/') + ".class"));
    try (InputStream never = loader.getResourceAsStream(PROBE.replace('.', '/') + ".class")) {
      assertThat(never).isNotNull();
    }
    assertThat(OpenFiles.now()).contains(jar.toRealPath().toString());
    loader.close();
    assertThat(OpenFiles.now()).doesNotContain(jar.toRealPath().toString());
  }

  private Path jarSaying(String words) throws IOException {
    String source =
        """
        package org.assertj.core.api;
        public final class Assertions {
          public static String say() { return "%s"; }
        }
        """;
    return new UserJar()
        .with(PROBE, source.formatted(words))
        .writeTo(folder.resolve(words.replace(' ', '-') + ".jar"));
  }

  private static JobClassLoader open(Path jar) {
    return new JobClassLoader(jar, NODE, () -> {});
  }

  private static String text(URL url) throws IOException {
    try (InputStream in = url.openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
