#!/usr/bin/env python3
"""Writes the files in this folder: one small network in the many forms in which exporters write it.

Nearly all compute the same: x {N, 1, 6, 6} -> convolution (3 filters of 3 x 3, bias, ReLU) -> max-pooling ->
dense (4 units, softmax). Needs Python's onnx and numpy; run it only to change the files.
"""
import pathlib

import numpy as np
from onnx import TensorProto, helper, numpy_helper

FOLDER = pathlib.Path(__file__).parent
RANDOM = np.random.default_rng(5)


def numbers(*shape):
    """Multiples of 1/16 within -1..1, which every type of float holds exactly."""
    return (RANDOM.integers(-16, 17, shape) / 16).astype(np.float32)


KERNEL, BIAS = numbers(3, 1, 3, 3), numbers(3)
DENSE, DENSE_BIAS = numbers(12, 4), numbers(4)
X = numbers(2, 1, 6, 6)


def convolution(x, kernel, bias):
    n, _, rows, cols = x.shape
    out = np.zeros((n, len(kernel), rows - 2, cols - 2), np.float32)
    for r in range(rows - 2):
        for c in range(cols - 2):
            out[:, :, r, c] = np.einsum("nchw,fchw->nf", x[:, :, r:r + 3, c:c + 3], kernel) + bias
    return out


def softmax(x, axis):
    e = np.exp(x - x.max(axis, keepdims=True))
    return e / e.sum(axis, keepdims=True)


CONV = convolution(X, KERNEL, BIAS)
RELU = np.maximum(CONV, 0)
POOL = RELU.reshape(2, 3, 2, 2, 2, 2).max((3, 5))
LOGITS = POOL.reshape(2, 12) @ DENSE + DENSE_BIAS
Y = softmax(LOGITS, 1)


def node(kind, inputs, outputs, **attributes):
    return helper.make_node(kind, inputs, outputs, **attributes)


def values(name, shape):
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)


def weights(**arrays):
    return [numpy_helper.from_array(array, name) for name, array in arrays.items()]


def conv(x="x", w="kernel", b="bias", y="conv"):
    return node("Conv", [x, w] + ([b] if b else []), [y], name="conv2d", kernel_shape=[3, 3])


def relu(x="conv", y="relu"):
    return node("Relu", [x], [y], name="relu")


def pool(x="relu", y="pool"):
    return node("MaxPool", [x], [y], name="max_pooling2d", kernel_shape=[2, 2], strides=[2, 2])


def tail(x="pool", flat=True):
    nodes = [node("Flatten", [x], ["flat"], name="flatten")] if flat else []
    return nodes + [node("Gemm", ["flat", "dense", "dense_bias"], ["logits"], name="dense"),
                    node("Softmax", ["logits"], ["y"], name="softmax", axis=1)]


ALL = dict(kernel=KERNEL, bias=BIAS, dense=DENSE, dense_bias=DENSE_BIAS)


def save(name, nodes, inits, inputs=None, outputs=None, opset=13, ir=8):
    graph = helper.make_graph(nodes, name, inputs or [values("x", ["N", 1, 6, 6])],
                              outputs or [values("y", ["N", 4])], inits)
    model = helper.make_model(graph, producer_name="generate.py", ir_version=ir,
                              opset_imports=[helper.make_opsetid("", opset)] if opset else [])
    if not opset:
        del model.opset_import[:]
    (FOLDER / (name + ".onnx")).write_bytes(model.SerializeToString())


def usual():
    return [conv(), relu(), pool()] + tail()


save("plain", usual(), weights(**ALL))
save("fixed_batch", usual(), weights(**ALL), [values("x", [2, 1, 6, 6])])
for name, length in [("batch_of_one", 1), ("absurd_batch", 10**15), ("zero_batch", 0), ("negative_batch", -1)]:
    save(name, usual(), weights(**ALL), [values("x", [length, 1, 6, 6])])
save("weights_as_inputs", usual(), weights(**ALL), opset=8, ir=3,
     inputs=[values("kernel", [3, 1, 3, 3]), values("bias", [3]), values("x", ["N", 1, 6, 6]),
             values("dense", [12, 4]), values("dense_bias", [4])])
save("unsorted", usual()[::-1], weights(**ALL))
save("several_outputs", usual(), weights(**ALL),
     outputs=[values("y", ["N", 4]), values("conv", ["N", 3, 4, 4]), values("pool", ["N", 3, 2, 2]),
              values("flat", ["N", 12])])

# Weights in the typed fields of TensorProto, and in other types.
save("typed_data", usual(), [helper.make_tensor(n, TensorProto.FLOAT, a.shape, a.flatten()) for n, a in ALL.items()])
save("doubles", [node("Cast", ["kernel64"], ["kernel"], to=TensorProto.FLOAT)] + usual(),
     weights(kernel64=KERNEL.astype(np.float64), bias=BIAS, dense=DENSE, dense_bias=DENSE_BIAS))
save("halves", [node("Cast", [n + "16"], [n], to=TensorProto.FLOAT) for n in ALL] + usual(),
     weights(**{n + "16": a.astype(np.float16) for n, a in ALL.items()}))
save("brain_floats", [node("Cast", ["kernel16"], ["kernel"], to=TensorProto.FLOAT)] + usual(),
     [helper.make_tensor("kernel16", TensorProto.BFLOAT16, KERNEL.shape,
                         (KERNEL.view(np.uint32) >> 16).astype(np.uint16).tobytes(), raw=True)] +
     weights(bias=BIAS, dense=DENSE, dense_bias=DENSE_BIAS))

# Weights that other operators compute, or that are Constant nodes.
constants = [node("Constant", [], [n], value=numpy_helper.from_array(a)) for n, a in ALL.items()]
save("constants", usual() + constants, [])
save("weights_turned", [node("Transpose", ["hwio"], ["oihw"], perm=[3, 2, 0, 1]),
                        node("Identity", ["oihw"], ["kernel"]),
                        node("Reshape", ["dense_flat", "dense_shape"], ["dense_t"]),
                        node("Transpose", ["dense_t"], ["dense"])] + usual(),
     weights(hwio=np.ascontiguousarray(KERNEL.transpose(2, 3, 1, 0)), bias=BIAS, dense_bias=DENSE_BIAS,
             dense_flat=DENSE.T.flatten(), dense_shape=np.array([4, -1], np.int64)))
save("bias_added", [conv(b=None, y="products"), node("Add", ["bias_3d", "products"], ["conv"]), relu(), pool(),
                    node("Flatten", ["pool"], ["flat"], name="flatten"),
                    node("MatMul", ["flat", "dense"], ["sums"], name="dense"),
                    node("Add", ["sums", "dense_bias"], ["logits"]), node("Softmax", ["logits"], ["y"], axis=-1)],
     weights(kernel=KERNEL, bias_3d=BIAS.reshape(3, 1, 1), dense=DENSE, dense_bias=DENSE_BIAS))

# Channels last at inputs and outputs, as tf2onnx writes it; the dense kernel's rows follow rows, cols, channels.
save("channels_last", [node("Transpose", ["x"], ["x_first"], perm=[0, 3, 1, 2]), conv(x="x_first", b=None, y="products"),
                       node("Transpose", ["products"], ["last"], perm=[0, 2, 3, 1]),
                       node("Add", ["last", "bias"], ["biased"]), node("Relu", ["biased"], ["relu_last"]),
                       node("Transpose", ["relu_last"], ["relu"], perm=[0, 3, 1, 2]), pool(),
                       node("Transpose", ["pool"], ["pool_last"], perm=[0, 2, 3, 1]),
                       node("Reshape", ["pool_last", "flat_shape"], ["flat"], name="flatten")] + tail(flat=False),
     weights(kernel=KERNEL, bias=BIAS, flat_shape=np.array([-1, 12], np.int64), dense_bias=DENSE_BIAS,
             dense=np.ascontiguousarray(DENSE.reshape(3, 2, 2, 4).transpose(1, 2, 0, 3).reshape(12, 4))),
     inputs=[values("x", ["N", 6, 6, 1])])
save("flatten_by_shape", [conv(), relu(), pool(), node("Shape", ["pool"], ["shape"]),
                          node("Gather", ["shape", "zero"], ["length"]), node("Unsqueeze", ["length", "axes"], ["front"]),
                          node("Concat", ["front", "rest"], ["target"], axis=0),
                          node("Reshape", ["pool", "target"], ["flat"], name="flatten")] + tail(flat=False),
     weights(zero=np.array(0, np.int64), axes=np.array([0], np.int64), rest=np.array([-1], np.int64), **ALL))

# The first operator set: shapes as attributes, weights among the inputs, no version.
save("first_opset", [node("Conv", ["x", "kernel", "bias"], ["conv"], kernel_shape=[3, 3], pads=[0, 0, 0, 0], strides=[1, 1]),
                     node("Relu", ["conv"], ["relu"], consumed_inputs=[0]), pool(),
                     node("Dropout", ["pool"], ["dropped"], is_test=1, ratio=0.5),
                     node("Reshape", ["dropped"], ["flat"], shape=[0, -1]),
                     node("Gemm", ["flat", "dense", "dense_bias"], ["logits"], broadcast=1),
                     node("Softmax", ["logits"], ["y"])],
     weights(**ALL), opset=None, ir=3,
     inputs=[values("x", [1, 1, 6, 6])] + [values(n, a.shape) for n, a in ALL.items()])
save("bias_by_axis", [conv(b=None, y="products"), node("Add", ["products", "bias"], ["conv"], broadcast=1, axis=1),
                      relu(), pool()] + tail(), weights(**ALL), opset=6, ir=3)
save("class_index", usual() + [node("ArgMax", ["y"], ["index"], axis=1, keepdims=0)], weights(**ALL),
     outputs=[helper.make_tensor_value_info("index", TensorProto.INT64, ["N"])])

# Both meanings of softmax, which differ on images.
for name, opset in [("softmax_over_all", 12), ("softmax_over_channels", 13)]:
    save(name, [conv(), relu(), node("Softmax", ["relu"], ["y"], axis=1)], weights(kernel=KERNEL, bias=BIAS), opset=opset,
         outputs=[values("y", ["N", 3, 4, 4])])
# Constants per channel and per pixel; a mean over rows and cols, which is then subtracted.
SCALE, SHIFT, PIXELS = numbers(1, 3, 1, 1), numbers(3, 1, 1), numbers(4, 4)
save("arithmetic", [conv(), node("Mul", ["conv", "scale"], ["scaled"], name="scaled"), node("Sub", ["shift", "scaled"], ["shifted"]),
                    node("Add", ["shifted", "pixels"], ["moved"], name="moved"),
                    node("ReduceMean", ["moved"], ["mean"], axes=[2, 3], keepdims=1),
                    node("Sub", ["moved", "mean"], ["centred"], name="centred"), node("Clip", ["centred", "low", "high"], ["y"])],
     weights(kernel=KERNEL, bias=BIAS, scale=SCALE, shift=SHIFT, pixels=PIXELS, low=np.array(-2, np.float32),
             high=np.array(1.5, np.float32)), outputs=[values("y", ["N", 3, 4, 4])])
MOVED = SHIFT - CONV * SCALE + PIXELS
# Weights in a second file in the same folder.
inits = weights(**ALL)
data = b""
for tensor in inits:
    raw = tensor.raw_data
    tensor.ClearField("raw_data")
    tensor.data_location = TensorProto.EXTERNAL
    for key, value in [("location", "external.bin"), ("offset", str(len(data))), ("length", str(len(raw)))]:
        entry = tensor.external_data.add()
        entry.key, entry.value = key, value
    data += raw
(FOLDER / "external.bin").write_bytes(data)
save("external", usual(), inits)

for name, array in [("x", X), ("conv", CONV), ("relu", RELU), ("pool", POOL), ("y", Y), ("softmax_over_all", softmax(RELU.reshape(2, -1), 1).reshape(RELU.shape)),
                    ("softmax_over_channels", softmax(RELU, 1)),
                    ("arithmetic", np.clip(MOVED - MOVED.mean((2, 3), keepdims=True), -2, 1.5))]:
    np.save(FOLDER / (name + ".npy"), array.astype(np.float32))
