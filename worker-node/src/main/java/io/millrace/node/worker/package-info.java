/** The process that hosts a worker: joins the cluster, wires its actors, brings its connectors. */
@NullMarked
package io.millrace.node.worker;

import org.jspecify.annotations.NullMarked;
