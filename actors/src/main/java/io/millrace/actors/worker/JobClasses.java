package io.millrace.actors.worker;

import io.millrace.actors.shared.code.JobClassLoader;
import io.millrace.actors.worker.dataplane.JobResources;
import io.millrace.core.plan.Serialized;
import io.millrace.dsl.ConnectorProvider;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the classes of one job come from on this worker, the connectors that know its sources and
 * sinks (those of its jar before those of the node), and what its functions share.
 */
final class JobClasses {
  private static final Logger log = LoggerFactory.getLogger(JobClasses.class);

  private final ClassLoader loader;
  private final List<ConnectorProvider> connectors;
  private final @Nullable JobClassLoader jar;
  private final JobResources resources;

  private JobClasses(
      ClassLoader loader, List<ConnectorProvider> connectors, @Nullable JobClassLoader jar) {
    this.loader = loader;
    this.connectors = List.copyOf(connectors);
    this.jar = jar;
    this.resources = new JobResources(loader);
  }

  /** The classes of a job that are on the class path of the node. */
  static JobClasses ofNode(ClassLoader loader, List<ConnectorProvider> connectors) {
    return new JobClasses(loader, connectors, null);
  }

  /** The classes of one more job that is on the class path of the node. */
  JobClasses ofNextJob() {
    return ofNode(loader, connectors);
  }

  /**
   * The classes of a job that brings a jar.
   *
   * @param ofNode what is there without the jar
   * @throws IOException when a connector that the jar names can't be made
   */
  static JobClasses of(JobClassLoader jar, JobClasses ofNode) throws IOException {
    List<ConnectorProvider> connectors = new ArrayList<>();
    try {
      ServiceLoader.load(ConnectorProvider.class, jar).stream()
          .filter(provider -> provider.type().getClassLoader() == jar)
          .forEach(provider -> connectors.add(provider.get()));
    } catch (ServiceConfigurationError | LinkageError e) {
      throw new IOException("a connector of its jar can't be used: " + e.getMessage(), e);
    }
    connectors.addAll(ofNode.connectors);
    return new JobClasses(jar, connectors, jar);
  }

  ClassLoader loader() {
    return loader;
  }

  List<ConnectorProvider> connectors() {
    return connectors;
  }

  JobResources resources() {
    return resources;
  }

  /**
   * Reads what the job describes, to run it.
   *
   * @throws IOException when it does not load, or is not of the type
   */
  <T> T read(byte[] description, Class<T> type) throws IOException {
    return Serialized.read(description, type, loader, resources);
  }

  /** Whether the classes are the job's alone, and to go with it. */
  boolean areOfJar() {
    return jar != null;
  }

  /** Lets go of the jar. */
  void close() {
    if (jar == null) {
      return;
    }
    try {
      jar.close();
    } catch (IOException e) {
      log.warn("jar of a job can't be closed, {}", e.toString());
    }
  }
}
