#!/usr/bin/env python3
"""Writes the folders layers_* next to this file: one model for each family of layers, most of them with one output per
layer. The expected outputs come from NumPy, with the definitions of Keras's documentation. Needs h5py and NumPy, and the
functions of make.py.
"""
import math

import numpy as np

from make import *  # noqa: F403
from make import POLICY, archive, f32, folder, graph, layer, node, positive, put, random, whole  # noqa: F401

KERAS2, KERAS3 = '2.15.0', '3.5.0'
IMAGE = dict(data_format='channels_last')


def branches(name, x, shape, made, version=KERAS2, weights=None):
    """A graph in which every layer takes the input; `made` lists (class, settings, expected output)."""
    layers = [node('InputLayer', 'x', [], batch_input_shape=[None, *shape])]
    outputs = []
    for i, (kind, settings, _) in enumerate(made):
        layers.append(node(kind, f'l{i}', [('x', 0, 0)], **settings))
        outputs.append([f'l{i}', 0, 0])
    stored = {'x': []}
    for i in range(len(made)):
        stored[f'l{i}'] = (weights or {}).get(i, [])
    whole(folder(name, [x], [y for _, _, y in made]) / 'model.h5', graph(name, layers, [['x', 0, 0]], outputs), stored,
          version, 'tensorflow')


sigmoid = lambda x: 1 / (1 + np.exp(-x))
softplus = lambda x: np.log(1 + np.exp(x))
erf = np.vectorize(math.erf)


def activations():
    x = random.uniform(-4, 4, (5, 7)).astype('float32')
    x[0, :4] = [-3, 3, -2.5, 2.5]  # the corners of the piecewise linear functions
    selu = 1.05070098 * np.where(x > 0, x, 1.67326324 * (np.exp(x) - 1))
    gelu = x / 2 * (1 + erf(x / np.sqrt(2)))
    approximate = x / 2 * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x ** 3)))
    relu6 = lambda v: np.clip(v, 0, 6)
    softmaxed = np.exp(x) / np.exp(x).sum(axis=1, keepdims=True)
    words = {'selu': selu, 'softplus': softplus(x), 'softsign': x / (1 + abs(x)), 'mish': x * np.tanh(softplus(x)),
             'exponential': np.exp(x), 'softmax_v2': softmaxed, 'gelu': gelu, 'gelu_approximate': approximate,
             'swish': x * sigmoid(x)}
    made = [('Activation', dict(activation=word), y) for word, y in words.items()]
    old = made + [('Activation', dict(activation='hard_sigmoid'), np.clip(0.2 * x + 0.5, 0, 1))]
    branches('layers_activations_2', x, [7], old)
    new = [('Activation', dict(activation='hard_sigmoid'), relu6(x + 3) / 6),
           ('Activation', dict(activation='hard_silu'), x * relu6(x + 3) / 6),
           ('Activation', dict(activation='hard_swish'), x * relu6(x + 3) / 6)]
    branches('layers_activations_3', x, [7], made + new, KERAS3)


def relus():
    """Keras's documentation: f(x) = max_value for x >= max_value, x for x >= threshold, else slope (x - threshold)."""
    x = random.uniform(-4, 9, (4, 9)).astype('float32')
    made = []
    for limit, slope, threshold in ((None, 0, 0), (6.0, 0, 0), (3.5, 0, 0), (None, 0.25, 0), (None, 0, 1.5),
                                    (5.0, 0.5, 2.0), (4.0, 0.1, 0), (None, 0.3, 0.7)):
        y = np.where(x > threshold, x if limit is None else np.minimum(x, limit), slope * (x - threshold))
        made.append(('ReLU', dict(max_value=limit, negative_slope=slope, threshold=threshold), y))
    made.append(('ThresholdedReLU', dict(theta=2.25), np.where(x > 2.25, x, 0)))
    branches('layers_relu', x, [9], made)


def normalized(x, axes, epsilon, gamma=1, beta=0):
    mean, variance = x.mean(axis=axes, keepdims=True), x.var(axis=axes, keepdims=True)
    return (x - mean) / np.sqrt(variance + epsilon) * gamma + beta


def grouped(x, groups, gamma, beta, epsilon=1e-3):
    n, rows, cols, channels = x.shape
    split = x.reshape(n, rows, cols, groups, channels // groups)
    return normalized(split, (1, 2, 4), epsilon).reshape(x.shape) * gamma + beta


def normalizations():
    x = f32(2, 3, 4, 6) * 3 + 1
    g, b, area, volume = f32(6), f32(6), f32(3, 4), f32(3, 4, 6)
    mean, variance = f32(6), positive(6)
    rows_channels, positive_area = f32(3, 6), positive(3, 6)
    pair = lambda name, gamma, beta: [(f'{name}/gamma:0', gamma), (f'{name}/beta:0', beta)]
    adapted = lambda m, v: [('mean:0', m), ('variance:0', v), ('count:0', np.int64(7))]
    one_mean, one_variance = np.float32(0.75), np.float32(2.5)
    made, weights = [], {}

    def add(kind, settings, y, stored=()):
        weights[len(made)] = list(stored)
        made.append((kind, settings, y))

    add('LayerNormalization', dict(axis=[3], epsilon=0.01), normalized(x, (3,), 0.01, g, b), pair('a', g, b))
    add('LayerNormalization', dict(axis=[1, 2], scale=True, center=False),
        normalized(x, (1, 2), 1e-3, area[:, :, None]), [('b/gamma:0', area)])
    add('LayerNormalization', dict(axis=[1, 2, 3], scale=False, center=True),
        normalized(x, (1, 2, 3), 1e-3, 1, volume), [('c/beta:0', volume)])
    add('GroupNormalization', dict(groups=3, axis=-1), grouped(x, 3, g, b), pair('d', g, b))
    add('GroupNormalization', dict(groups=-1, axis=3, scale=False, center=False), grouped(x, 6, 1, 0))
    add('Addons>InstanceNormalization', dict(groups=6, axis=-1), grouped(x, 6, g, b), pair('e', g, b))
    add('UnitNormalization', dict(axis=-1), x / np.sqrt((x ** 2).sum(axis=3, keepdims=True)))
    add('UnitNormalization', dict(axis=[1, 2]), x / np.sqrt((x ** 2).sum(axis=(1, 2), keepdims=True)))
    add('Normalization', dict(axis=[-1], mean=None, variance=None, invert=False), (x - mean) / np.sqrt(variance),
        adapted(mean, variance))
    add('Normalization', dict(axis=[-1], mean=None, variance=None, invert=True), mean + x * np.sqrt(variance),
        adapted(mean, variance))
    add('Normalization', dict(axis=[], mean=None, variance=None), (x - one_mean) / np.sqrt(one_variance),
        adapted(one_mean, one_variance))
    add('Normalization', dict(axis=None, mean=None, variance=None), (x - one_mean) / np.sqrt(one_variance),
        adapted(one_mean, one_variance))
    add('Normalization', dict(axis=[1, 3], mean=None, variance=None),
        (x - rows_channels[:, None]) / np.sqrt(positive_area[:, None]), adapted(rows_channels, positive_area))
    add('Normalization', dict(axis=[1], mean=[1.0, 2.0, 3.0], variance=[4.0, 1.0, 0.25]),
        (x - np.array([1, 2, 3])[:, None, None]) / np.array([2, 1, 0.5])[:, None, None])
    add('Normalization', dict(axis=-1, mean=2.0, variance=9.0, invert=True), 2 + 3 * x)
    add('Normalization', dict(axis=[1, 3], mean=rows_channels.tolist(), variance=positive_area.tolist()),
        (x - rows_channels[:, None]) / np.sqrt(positive_area[:, None]))
    add('Rescaling', dict(scale=0.5, offset=[0.0, 1.0, 2.0, 3.0, 4.0, 5.0]), x / 2 + np.arange(6))
    branches('layers_normalization', x, [3, 4, 6], made, weights=weights)


def normalizations_with_channels_first():
    """A convolution states that the channels come first; Keras's axis numbers are those of the file."""
    x = f32(2, 4, 3, 5)
    kernel, bias = f32(1, 1, 4, 4), f32(4)
    g, b, volume = f32(4), f32(4), f32(4, 3, 5)
    y = conv(last(x), kernel, bias)  # noqa: F405
    layers = [node('InputLayer', 'x', [], batch_input_shape=[None, 4, 3, 5]),
              node('Conv2D', 'conv', [('x', 0, 0)], filters=4, kernel_size=[1, 1], strides=[1, 1], padding='valid',
                   data_format='channels_first', activation='linear', use_bias=True),
              node('GroupNormalization', 'group', [('conv', 0, 0)], groups=2, axis=1),
              node('LayerNormalization', 'whole', [('conv', 0, 0)], axis=[1, 2, 3], center=False),
              node('LayerNormalization', 'channels', [('conv', 0, 0)], axis=1),
              node('Normalization', 'given', [('conv', 0, 0)], axis=[1], mean=[1.0, 2.0, 3.0, 4.0],
                   variance=[1.0, 4.0, 9.0, 16.0])]
    names = ['group', 'whole', 'channels', 'given']
    pair = [('gamma:0', g), ('beta:0', b)]
    weights = {'x': [], 'conv': [('conv/kernel:0', kernel), ('conv/bias:0', bias)], 'group': pair,
               'whole': [('gamma:0', volume)], 'channels': pair, 'given': []}
    outputs = [first(grouped(y, 2, g, b)), normalized(first(y), (1, 2, 3), 1e-3, volume),  # noqa: F405
               first(normalized(y, (3,), 1e-3, g, b)), first((y - np.arange(1, 5)) / np.arange(1, 5))]  # noqa: F405
    config = graph('first', layers, [['x', 0, 0]], [[n, 0, 0] for n in names])
    whole(folder('layers_normalization_first', [x], outputs) / 'model.h5', config, weights, KERAS2, 'tensorflow')


def only_in_training():
    """A chain of layers that copy their input at inference."""
    factor = dict(factor=0.2)
    kinds = [('RandomFlip', dict(mode='horizontal')), ('RandomRotation', factor), ('RandomZoom', dict(height_factor=0.1)),
             ('RandomTranslation', dict(height_factor=0.1, width_factor=0.1)), ('RandomContrast', factor),
             ('RandomBrightness', factor), ('RandomHeight', factor), ('RandomWidth', factor),
             ('RandomGrayscale', factor), ('RandomHue', factor), ('RandomSaturation', factor), ('RandomShear', {}),
             ('RandomInvert', factor), ('RandomColorJitter', {}), ('RandomSharpness', factor),
             ('RandomPosterization', factor), ('RandomGaussianBlur', {}), ('RandomErasing', {}),
             ('RandomPerspective', {}), ('RandomElasticTransform', {}), ('RandomColorDegeneration', factor),
             ('RandAugment', {}), ('AugMix', {}), ('MixUp', {}), ('CutMix', {}), ('GaussianNoise', dict(stddev=0.5)),
             ('GaussianDropout', dict(rate=0.5)), ('AlphaDropout', dict(rate=0.5)), ('Dropout', dict(rate=0.5)),
             ('SpatialDropout2D', dict(rate=0.5)), ('FixedDropout', dict(rate=0.2, noise_shape=[None, 1, 1, 1])),
             ('ActivityRegularization', dict(l1=0.1, l2=0.0)), ('Identity', {})]
    x = f32(2, 4, 5, 3)
    layers = [layer('InputLayer', 'x', batch_input_shape=[None, 4, 5, 3])]
    layers += [layer(kind, f'l{i}', **settings) for i, (kind, settings) in enumerate(kinds)]
    config = {'class_name': 'Sequential', 'config': {'name': 'training', 'layers': layers}}
    weights = {entry['config']['name']: [] for entry in layers}
    weights['l0'] = [('random_flip/StateVar:0', np.arange(3))]
    whole(folder('layers_only_in_training', [x], [x]) / 'model.h5', config, weights, KERAS2, 'tensorflow')


def along(x, axis, count, sample):
    """x resampled to `count` positions along an axis; sample(row of values) computes them."""
    return np.apply_along_axis(sample, axis, x.astype('float64'))


def resized(x, rows, cols, nearest=False):
    """tf.image.resize: the centre of pixel i is at i + 0.5; beyond the outermost centres the edge values are repeated."""
    for axis, count in (1, rows), (2, cols):
        length = x.shape[axis]
        places = (np.arange(count) + 0.5) * length / count
        if nearest:
            x = np.take(x, np.minimum(np.floor(places).astype(int), length - 1), axis=axis)
        else:
            x = along(x, axis, count, lambda row: np.interp(places - 0.5, np.arange(length), row))
    return x


def cropped(x, rows, cols):
    """The largest central part with the ratio rows : cols."""
    height, width = x.shape[1:3]
    part_height = max(min(height, int(width * rows / cols)), 1)
    part_width = max(min(width, int(height * cols / rows)), 1)
    top, left = int((height - part_height) / 2), int((width - part_width) / 2)
    return x[:, top:top + part_height, left:left + part_width]


def resizing():
    x = f32(2, 7, 10, 3)
    size = lambda rows, cols, **more: dict(height=rows, width=cols, **more)
    padded = np.pad(x, ((0, 0), (1, 1), (0, 0), (0, 0)), constant_values=0.5)
    made = [('Resizing', size(9, 13, interpolation='bilinear', crop_to_aspect_ratio=False), resized(x, 9, 13)),
            ('Resizing', size(4, 3), resized(x, 4, 3)),
            ('Resizing', size(11, 4, interpolation='nearest'), resized(x, 11, 4, nearest=True)),
            ('Resizing', size(6, 6, crop_to_aspect_ratio=True), resized(cropped(x, 6, 6), 6, 6)),
            ('Resizing', size(6, 12, crop_to_aspect_ratio=True), resized(cropped(x, 6, 12), 6, 12)),
            ('Resizing', size(6, 6, pad_to_aspect_ratio=True, fill_value=0.5), resized(padded, 6, 6)),
            ('CenterCrop', size(4, 5), x[:, 1:5, 2:7]),
            ('CenterCrop', size(7, 3), x[:, :, 3:6]),
            ('CenterCrop', size(8, 8), resized(cropped(x, 8, 8), 8, 8)),
            ('RandomCrop', size(5, 5), resized(cropped(x, 5, 5), 5, 5)),
            ('RandomCrop', size(7, 10), x)]
    branches('layers_resizing', x, [7, 10, 3], made)


def conv1d(x, kernel, bias=0.0, stride=1, dilation=1, before=0, after=0):
    x = np.pad(x, ((0, 0), (before, after), (0, 0)))
    extent = (len(kernel) - 1) * dilation + 1
    starts = range(0, x.shape[1] - extent + 1, stride)
    return np.stack([sum(x[:, s + k * dilation] @ kernel[k] for k in range(len(kernel))) for s in starts], axis=1) + bias


def depthwise1d(x, kernel):
    """kernel: steps, channels, multiplier."""
    starts = range(x.shape[1] - len(kernel) + 1)
    taps = lambda s: sum(x[:, s + k, :, None] * kernel[k] for k in range(len(kernel)))
    return np.stack([taps(s).reshape(len(x), -1) for s in starts], axis=1)


def sequences():
    x = f32(2, 17, 3)
    k = [f32(3, 3, 4), f32(2, 2, 6), f32(3, 6, 4), f32(2, 4, 2), f32(3, 8, 1), f32(1, 8, 5)]
    b = [f32(4), f32(6), f32(4), f32(5)]
    gamma, beta, mean, variance = positive(4), f32(4), f32(4), positive(4)
    y = relu(conv1d(x, k[0], b[0], 2, 1, 1, 1))  # noqa: F405  same: 9 steps
    y = norm(y, gamma, beta, mean, variance)  # noqa: F405
    y = np.concatenate([conv1d(y[:, :, :2], k[1][:, :, :3]), conv1d(y[:, :, 2:], k[1][:, :, 3:])], axis=2) + b[1]
    y = conv1d(y, k[2], b[2], 1, 2, 4, 0)  # causal, dilated: 8 steps
    pooled = y.reshape(2, 4, 2, 4).max(axis=2)
    y = depthwise1d(y, k[3])  # 7 steps, 8 channels
    y = depthwise1d(y, k[4]) @ k[5][0] + b[3]
    means = y[:, :4].reshape(2, 2, 2, 5).mean(axis=2)
    window = dict(data_format='channels_last', activation='linear', use_bias=True, padding='valid', strides=[1],
                  dilation_rate=[1], groups=1)
    conv = lambda name, before, **more: node('Conv1D', name, [(before, 0, 0)], **{**window, **more})
    layers = [node('InputLayer', 'x', [], batch_input_shape=[None, 17, 3]),
              conv('c0', 'x', filters=4, kernel_size=[3], strides=[2], padding='same', activation='relu'),
              node('BatchNormalization', 'bn', [('c0', 0, 0)], axis=[2], epsilon=1e-3),
              node('SpatialDropout1D', 'drop', [('bn', 0, 0)], rate=0.5),
              conv('c1', 'drop', filters=6, kernel_size=[2], groups=2),
              conv('c2', 'c1', filters=4, kernel_size=[3], padding='causal', dilation_rate=[2]),
              node('MaxPooling1D', 'pooled', [('c2', 0, 0)], pool_size=[2], strides=[2], padding='valid', **IMAGE),
              node('DepthwiseConv1D', 'deep', [('c2', 0, 0)],
                   **{**window, 'kernel_size': [2], 'depth_multiplier': 2, 'use_bias': False}),
              node('SeparableConv1D', 'both', [('deep', 0, 0)],
                   **{**window, 'filters': 5, 'kernel_size': [3], 'depth_multiplier': 1}),
              node('AveragePooling1D', 'means', [('both', 0, 0)], pool_size=2, strides=None, padding='valid', **IMAGE),
              node('GlobalAveragePooling1D', 'mean', [('both', 0, 0)], **IMAGE),
              node('GlobalMaxPooling1D', 'max', [('both', 0, 0)], keepdims=True, **IMAGE),
              node('Flatten', 'flat', [('pooled', 0, 0)], **IMAGE),
              node('ZeroPadding1D', 'padded', [('both', 0, 0)], padding=[1, 2], **IMAGE),
              node('Cropping1D', 'cut', [('both', 0, 0)], cropping=[2, 1]),
              node('UpSampling1D', 'twice', [('both', 0, 0)], size=2),
              node('Softmax', 'shares', [('both', 0, 0)], axis=-1)]
    outputs = ['pooled', 'both', 'means', 'mean', 'max', 'flat', 'padded', 'cut', 'twice', 'shares']
    results = [pooled, y, means, y.mean(axis=1), y.max(axis=1, keepdims=True), pooled.reshape(2, -1),
               np.pad(y, ((0, 0), (1, 2), (0, 0))), y[:, 2:-1], np.repeat(y, 2, axis=1),
               np.exp(y) / np.exp(y).sum(axis=2, keepdims=True)]
    weights = {entry['name']: [] for entry in layers}
    for i in range(3):
        weights[f'c{i}'] = [(f'c{i}/kernel:0', k[i]), (f'c{i}/bias:0', b[i])]
    weights['bn'] = [('gamma:0', gamma), ('beta:0', beta), ('moving_mean:0', mean), ('moving_variance:0', variance)]
    weights['deep'] = [('depthwise_kernel:0', k[3])]
    weights['both'] = [('depthwise_kernel:0', k[4]), ('pointwise_kernel:0', k[5]), ('bias:0', b[3])]
    config = graph('sequences', layers, [['x', 0, 0]], [[name, 0, 0] for name in outputs])
    whole(folder('layers_sequences', [x], results) / 'model.h5', config, weights, KERAS2, 'tensorflow')


def transposed(x, kernel, stride, padding, extra):
    """Keras's deconv_output_length, then the gradient of TensorFlow's convolution."""
    n, rows, cols, _ = x.shape
    size = kernel.shape[0]
    border = size // 2 if padding == 'same' else 0
    lengths = [(length - 1) * stride + size - 2 * border + more for length, more in zip((rows, cols), extra)]
    canvas = np.zeros((n, rows * stride + 2 * size, cols * stride + 2 * size, kernel.shape[2]))
    for r in range(rows):
        for c in range(cols):
            canvas[:, r * stride:r * stride + size, c * stride:c * stride + size] += np.einsum(
                'nk,ijfk->nijf', x[:, r, c], kernel)
    starts = [max((length - 1) * stride + size - out, 0) // 2 if padding == 'same' else 0
              for length, out in zip((rows, cols), lengths)]
    return canvas[:, starts[0]:starts[0] + lengths[0], starts[1]:starts[1] + lengths[1]]


def transposed_convolutions():
    x, bias = f32(2, 4, 3, 2), f32(3)
    made, weights = [], {}
    for size, stride, padding, extra in ((3, 2, 'same', [1, 1]), (3, 2, 'same', [0, 1]), (2, 3, 'valid', [2, 0]),
                                         (4, 2, 'same', [1, 1]), (5, 3, 'same', [2, 1])):
        kernel = f32(size, size, 3, 2)
        weights[len(made)] = [('kernel:0', kernel), ('bias:0', bias)]
        made.append(('Conv2DTranspose', dict(filters=3, kernel_size=[size, size], strides=[stride, stride],
                                             padding=padding, output_padding=extra, activation='linear',
                                             use_bias=True, **IMAGE),
                     transposed(x, kernel, stride, padding, extra) + bias))
    branches('layers_output_padding', x, [4, 3, 2], made, weights=weights)


def softmaxes():
    x = f32(2, 3, 4, 5) * 4
    over = lambda axes: np.exp(x) / np.exp(x).sum(axis=axes, keepdims=True)
    made = [('Softmax', dict(axis=axes), over(tuple(np.atleast_1d(axes)))) for axes in (-1, 1, [1, 2], [3, 1], [1, 2, 3])]
    branches('layers_softmax', x, [3, 4, 5], made)


def quantized():
    """Layers in wrappers of TensorFlow's Model Optimization, which lists their weights with the wrapper's."""
    x = f32(3, 5, 5, 2)
    kernel, bias, deep, dense, dense_bias = f32(3, 3, 2, 4), f32(4), f32(2, 2, 4, 1), f32(16, 3), f32(3)
    y = relu(conv(x, kernel, bias))  # noqa: F405
    y = flat(depthwise(y, deep)) @ dense + dense_bias  # noqa: F405
    window = dict(strides=[1, 1], padding='valid', use_bias=True, **IMAGE)
    config = {'class_name': 'QuantizeConfig', 'config': {}}
    wrapped = lambda kind, name, inner: layer('QuantizeWrapperV2', 'quant_' + name, quantize_config=config, layer=inner)
    aware = {'class_name': 'QuantizeAwareActivation', 'config': {'activation': 'relu'}}
    layers = [layer('InputLayer', 'x', batch_input_shape=[None, 5, 5, 2]),
              layer('QuantizeLayer', 'quantize_layer', quantizer={'class_name': 'AllValuesQuantizer', 'config': {}}),
              wrapped('Conv2D', 'conv', layer('Conv2D', 'conv', filters=4, kernel_size=[3, 3], activation=aware, **window)),
              wrapped('DepthwiseConv2D', 'deep',
                      layer('DepthwiseConv2D', 'deep', kernel_size=[2, 2], activation='linear',
                            **{**window, 'use_bias': False})),
              wrapped('Flatten', 'flat', layer('Flatten', 'flat', **IMAGE)),
              layer('PruneLowMagnitude', 'prune_dense', pruning_schedule={'class_name': 'ConstantSparsity', 'config': {}},
                    layer=layer('Dense', 'dense', units=3, activation='linear', use_bias=True))]
    one = np.float32(1)
    weights = {'x': [], 'quantize_layer': [('quantize_layer_min:0', -one), ('quantize_layer_max:0', one)],
               'quant_conv': [('conv/bias:0', bias), ('quant_conv/optimizer_step:0', np.int32(-1)),
                              ('quant_conv/kernel_min:0', f32(4)), ('conv/kernel:0', kernel),
                              ('quant_conv/post_activation_min:0', -one)],
               'quant_deep': [('quant_deep/optimizer_step:0', np.int32(-1)), ('deep/depthwise_kernel:0', deep)],
               'quant_flat': [('quant_flat/optimizer_step:0', np.int32(-1))],
               'prune_dense': [('dense/kernel:0', dense), ('dense/bias:0', dense_bias), ('mask:0', f32(16, 3)),
                               ('threshold:0', one), ('pruning_step:0', np.int64(3))]}
    whole(folder('layers_quantized', [x], [y]) / 'model.h5',
          {'class_name': 'Sequential', 'config': {'name': 'quantized', 'layers': layers}}, weights, KERAS2, 'tensorflow')


def lambdas():
    """A Lambda layer: x / 127.5 - 1."""
    x, dense = np.abs(f32(3, 4)) * 200, f32(4, 2)
    layers = [layer('InputLayer', 'x', batch_input_shape=[None, 4]),
              layer('Lambda', 'lambda_1', function=['4wEAAAAAAAAA', None, None], function_type='lambda', arguments={}),
              layer('Dense', 'dense', units=2, activation='linear', use_bias=False)]
    whole(folder('layers_lambda', [x], [(x / 127.5 - 1) @ dense]) / 'lambda.h5',
          {'class_name': 'Sequential', 'config': {'name': 'scaled', 'layers': layers}},
          {'x': [], 'lambda_1': [], 'dense': [('dense/kernel:0', dense)]}, KERAS2, 'tensorflow')


def functions():
    """TensorFlow's functions as layers, as MobileNet's preprocess_input makes them."""
    x = np.abs(f32(2, 3, 4, 3)) * 255
    op = lambda name, function, before, **arguments: {
        'class_name': 'TFOpLambda', 'name': name,
        'config': {'name': name, 'trainable': True, 'dtype': 'float32', 'function': function},
        'inbound_nodes': [[before, 0, 0, {**arguments, 'name': None}]]}
    layers = [node('InputLayer', 'x', [], batch_input_shape=[None, 3, 4, 3]),
              op('tf.cast', 'cast', 'x', dtype='float32'),
              op('tf.math.truediv', 'math.truediv', 'tf.cast', y=127.5),
              op('tf.math.subtract', 'math.subtract', 'tf.math.truediv', y=1.0),
              op('tf.nn.bias_add', 'nn.bias_add', 'tf.math.subtract', bias=[0.5, -0.25, 0.0], data_format='NHWC'),
              op('tf.__operators__.add', '__operators__.add', 'tf.nn.bias_add', y=3.0),
              op('tf.nn.relu6', 'nn.relu6', 'tf.__operators__.add'),
              op('tf.math.multiply', 'math.multiply', 'tf.nn.relu6', y=1 / 6)]
    y = np.clip(x / 127.5 - 1 + np.array([0.5, -0.25, 0]) + 3, 0, 6) / 6
    config = graph('functions', layers, [['x', 0, 0]], [['tf.math.multiply', 0, 0]])
    whole(folder('layers_functions', [x], [y]) / 'model.h5', config, {entry['name']: [] for entry in layers}, KERAS2,
          'tensorflow')


activations()
relus()
normalizations()
normalizations_with_channels_first()
only_in_training()
resizing()
sequences()
transposed_convolutions()
softmaxes()
quantized()
lambdas()
functions()
