package io.millrace.launcher.report;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * What a run ran on.
 *
 * @param version of Millrace
 * @param jvm name and version of the virtual machine
 * @param gc the garbage collector
 * @param cores processors available to the process
 * @param flags that the virtual machine was given
 */
public record Host(String version, String jvm, String gc, int cores, List<String> flags) {
  public Host {
    flags = List.copyOf(flags);
  }

  /** This process, whose nodes, where they are processes of their own, are given the same flags. */
  public static Host here() {
    String version = Host.class.getPackage().getImplementationVersion();
    GarbageCollectorMXBean collector = ManagementFactory.getGarbageCollectorMXBeans().get(0);
    return new Host(
        version == null ? "(unpackaged)" : version,
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        collector.getName().split(" ", 2)[0], // G1 of "G1 Young Generation"
        Runtime.getRuntime().availableProcessors(),
        ManagementFactory.getRuntimeMXBean().getInputArguments());
  }
}
