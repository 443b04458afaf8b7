/**
 * The process that hosts the driver: joins the cluster, wires its actors, answers for its status.
 */
@NullMarked
package io.millrace.node.driver;

import org.jspecify.annotations.NullMarked;
