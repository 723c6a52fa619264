#!/usr/bin/env python3
"""Writes the folders next to this file: small models as the versions of Keras store them, each with inputs and the
outputs that plain NumPy computes from them (x0.npy, ... and y0.npy, ..., in the layout of the model's file).

Needs h5py and NumPy. The structure of every file follows what that version of Keras writes.
"""
import io
import json
import pathlib
import shutil
import sys
import zipfile

import h5py
import numpy as np

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent))
from reference import *  # noqa: E402,F403

random = np.random.default_rng(7)
f32 = lambda *shape: random.normal(0, 0.5, shape).astype('float32')
positive = lambda *shape: random.uniform(0.5, 1.5, shape).astype('float32')


def folder(name, inputs, outputs):
    path = HERE / name
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir()
    for letter, arrays in ('x', inputs), ('y', outputs):
        for i, array in enumerate(arrays):
            np.save(path / f'{letter}{i}.npy', np.ascontiguousarray(array, dtype='float32'))
    return path


def fixed(texts):
    return np.array([t.encode() for t in texts]) if texts else np.array([])


def variable(texts):
    return np.array(texts, dtype=h5py.string_dtype()) if texts else np.array([])


def put_layers(group, layers, texts=fixed, split=False):
    """layers: {name: [(weight name, array), ...]}"""
    names = list(layers)
    if split:
        group.attrs['layer_names0'] = texts(names[:1])
        group.attrs['layer_names1'] = texts(names[1:])
    else:
        group.attrs['layer_names'] = texts(names)
    for name, weights in layers.items():
        own = group.create_group(name)
        own.attrs['weight_names'] = texts([n for n, _ in weights])
        for weight, values in weights:
            own.create_dataset(weight, data=values)


def whole(path, config, layers, version=None, backend=None, texts=fixed, text=lambda t: t.encode(), split=False,
          optimizer=False):
    with h5py.File(path, 'w', libver='earliest') as f:
        f.attrs['model_config'] = text(json.dumps(config))
        weights = f.create_group('model_weights')
        for group in (f, weights):
            if version:
                group.attrs['keras_version'] = text(version)
            if backend:
                group.attrs['backend'] = text(backend)
        put_layers(weights, layers, texts, split)
        if optimizer:
            own = f.create_group('optimizer_weights')
            own.attrs['weight_names'] = texts(['Adam/iterations:0', 'Adam/conv/kernel/m:0'])
            own.create_dataset('Adam/iterations:0', data=np.int64(3))
            own.create_dataset('Adam/conv/kernel/m:0', data=f32(3, 3))


def layer(kind, name, **config):
    return {'class_name': kind, 'config': {'name': name, 'trainable': True, **config}}


def node(kind, name, inputs, style=2, **config):
    """A layer of a graph; inputs: [(name, node, tensor), ...]."""
    entry = layer(kind, name, **config)
    entry['name'] = name
    if style == 3:
        tensors = [{'class_name': '__keras_tensor__',
                    'config': {'shape': [None], 'dtype': 'float32', 'keras_history': list(i)}} for i in inputs]
        entry['module'] = 'keras.layers'
        args = tensors if len(tensors) < 2 else [tensors]
        entry['inbound_nodes'] = [{'args': args, 'kwargs': {}}] if inputs else []
    else:
        entry['inbound_nodes'] = [[list(i) + ([{}] if style == 2 else []) for i in inputs]] if inputs else []
    return entry


def graph(name, layers, inputs, outputs, kind='Functional'):
    return {'class_name': kind, 'config': {'name': name, 'layers': layers, 'input_layers': inputs,
                                           'output_layers': outputs}}


# ---- Keras 1 -------------------------------------------------------------------------------------------------------

def keras1(name, theano):
    """The course's kind of network, channels first: th kernels, a variance named running_std, Flatten of C, H, W."""
    x = f32(3, 2, 7, 6)
    kernel, bias = f32(4, 2, 3, 3), f32(4)
    gamma, beta, mean, variance = positive(4), f32(4), f32(4), positive(4)
    dense, dense_bias = f32(4 * 2 * 2, 3), f32(3)
    own = kernel.transpose(2, 3, 1, 0)
    y = (convolved_by_theano if theano else conv)(last(x), own, bias)
    y = relu(y)
    y = norm(y, gamma, beta, mean, variance, 1e-5)
    y = max_pool(y)
    y = softmax(flat(first(y)) @ dense + dense_bias)
    nothing = dict(W_regularizer=None, b_regularizer=None, activity_regularizer=None, W_constraint=None,
                   b_constraint=None)
    config = {'class_name': 'Sequential', 'config': [
        layer('Convolution2D', 'convolution2d_1', batch_input_shape=[None, 2, 7, 6], input_dtype='float32', nb_filter=4,
              nb_row=3, nb_col=3, init='glorot_uniform', activation='linear', border_mode='valid', subsample=[1, 1],
              dim_ordering='th', bias=True, **nothing),
        layer('Activation', 'activation_1', activation='relu'),
        layer('BatchNormalization', 'batchnormalization_1', axis=1, mode=0, momentum=0.99, epsilon=1e-5,
              gamma_regularizer=None, beta_regularizer=None),
        layer('MaxPooling2D', 'maxpooling2d_1', pool_size=[2, 2], strides=[2, 2], border_mode='valid',
              dim_ordering='th'),
        layer('Dropout', 'dropout_1', p=0.25),
        layer('Flatten', 'flatten_1'),
        layer('Dense', 'dense_1', output_dim=3, input_dim=16, init='glorot_uniform', activation='softmax', bias=True,
              **nothing)]}
    layers = {'convolution2d_1': [('convolution2d_1_W', kernel), ('convolution2d_1_b', bias)], 'activation_1': [],
              'batchnormalization_1': [('batchnormalization_1_gamma', gamma), ('batchnormalization_1_beta', beta),
                                       ('batchnormalization_1_running_mean', mean),
                                       ('batchnormalization_1_running_std', variance)],
              'maxpooling2d_1': [], 'dropout_1': [], 'flatten_1': [],
              'dense_1': [('dense_1_W', dense), ('dense_1_b', dense_bias)]}
    whole(folder(name, [x], [y]) / 'model.h5', config, layers, '1.2.2', 'theano' if theano else 'tensorflow')


def keras1_merge():
    """A graph of Keras 1, channels last, with Merge layers."""
    x = f32(2, 5, 6, 3)
    left, right, bias = f32(1, 1, 3, 3), f32(3, 3, 3, 2), f32(2)
    a = conv(x, left)
    b = relu(conv(x, right, bias, 1, 'same'))
    y = np.concatenate([a + x, b], axis=-1)
    layers = [
        node('InputLayer', 'input_1', [], 1, batch_input_shape=[None, 5, 6, 3], input_dtype='float32', sparse=False),
        node('Convolution2D', 'left', [('input_1', 0, 0)], 1, nb_filter=3, nb_row=1, nb_col=1, activation='linear',
             border_mode='valid', subsample=[1, 1], dim_ordering='tf', bias=False, init='normal'),
        node('Convolution2D', 'right', [('input_1', 0, 0)], 1, nb_filter=2, nb_row=3, nb_col=3, activation='relu',
             border_mode='same', subsample=[1, 1], dim_ordering='tf', bias=True, init='normal'),
        node('Merge', 'merge_1', [('left', 0, 0), ('input_1', 0, 0)], 1, mode='sum', mode_type='raw', concat_axis=-1,
             dot_axes=-1, output_shape=None, arguments={}),
        node('Merge', 'merge_2', [('merge_1', 0, 0), ('right', 0, 0)], 1, mode='concat', mode_type='raw',
             concat_axis=3, dot_axes=-1)]
    config = graph('model_1', layers, [['input_1', 0, 0]], [['merge_2', 0, 0]], 'Model')
    weights = {'input_1': [], 'left': [('left_W:0', left)], 'right': [('right_W:0', right), ('right_b:0', bias)],
               'merge_1': [], 'merge_2': []}
    whole(folder('keras1_merge', [x], [y]) / 'model.h5', config, weights, '1.2.0')


def keras1_branches():
    """A Sequential that begins with a Merge of Sequentials; the file lists their layers in the outer model."""
    a, b = f32(2, 4), f32(2, 3)
    left, right, out = f32(4, 2), f32(3, 2), f32(4, 2)
    y = np.concatenate([np.tanh(a @ left), b @ right], axis=1) @ out
    branch = lambda name, size, kind: {'class_name': 'Sequential', 'config': [
        layer('Dense', name, output_dim=2, batch_input_shape=[None, size], activation=kind, bias=False, init='zero')]}
    config = {'class_name': 'Sequential', 'config': [
        {'class_name': 'Merge', 'config': {'name': 'merge_1', 'mode': 'concat', 'concat_axis': -1, 'layers': [
            branch('dense_1', 4, 'tanh'), {**branch('dense_2', 3, 'linear'), 'name': 'sequential_2'}]}},
        layer('Dense', 'dense_3', output_dim=2, activation='linear', bias=False, init='zero')]}
    weights = {'dense_1': [('dense_1_W', left)], 'dense_2': [('dense_2_W', right)], 'dense_3': [('dense_3_W', out)]}
    whole(folder('keras1_branches', [a, b], [y]) / 'model.h5', config, weights, '1.1.0')


# ---- Keras 2 -------------------------------------------------------------------------------------------------------

def keras2_channels_first():
    """Everything channels first; normalisation along axis [1], names with scopes, texts of variable length."""
    x = f32(2, 3, 8, 7)
    kernel, bias = f32(3, 3, 3, 5), f32(5)
    gamma, beta, mean, variance = positive(5), f32(5), f32(5), positive(5)
    deep = f32(2, 2, 5, 2)
    dense, dense_bias = f32(10, 4), f32(4)
    y = relu(norm(conv(last(x), kernel, bias, 2, 'same'), gamma, beta, mean, variance))
    y = depthwise(y, deep)
    features = first(y)
    y = y.mean(axis=(1, 2)) @ dense + dense_bias
    form = dict(data_format='channels_first', dtype='float32')
    layers = [
        node('InputLayer', 'input_1', [], batch_input_shape=[None, 3, 8, 7], dtype='float32', sparse=False),
        node('Conv2D', 'conv', [('input_1', 0, 0)], filters=5, kernel_size=[3, 3], strides=[2, 2], padding='same',
             activation='linear', use_bias=True, dilation_rate=[1, 1], **form),
        node('BatchNormalization', 'bn', [('conv', 0, 0)], axis=[1], momentum=0.99, epsilon=0.001, center=True,
             scale=True, dtype={'class_name': 'Policy', 'config': {'name': 'float32'}}),
        node('Activation', 'relu', [('bn', 0, 0)], activation='relu'),
        node('DepthwiseConv2D', 'deep', [('relu', 0, 0)], kernel_size=[2, 2], strides=[1, 1], padding='valid',
             depth_multiplier=2, use_bias=False, activation='linear', **form),
        node('GlobalAveragePooling2D', 'mean', [('deep', 0, 0)], **form),
        node('Dense', 'dense', [('mean', 0, 0)], units=4, activation='linear', use_bias=True)]
    config = graph('first', layers, [['input_1', 0, 0]], [['dense', 0, 0], ['deep', 0, 0]], 'Model')
    weights = {'input_1': [], 'conv': [('block/conv/kernel:0', kernel), ('block/conv/bias:0', bias)],
               'bn': [('block/bn/gamma:0', gamma), ('block/bn/beta:0', beta), ('block/bn/moving_mean:0', mean),
                      ('block/bn/moving_variance:0', variance)],
               'relu': [], 'deep': [('deep/depthwise_kernel:0', deep)], 'mean': [],
               'dense': [('any/name_at_all', dense), ('another', dense_bias)]}
    whole(folder('keras2_channels_first', [x], [y, features]) / 'model.h5', config, weights, '2.2.4', 'tensorflow',
          variable, str, optimizer=True)


def keras2_mixed():
    """Channels first, permuted to channels last; a Flatten in both orders; an inner layer with an input shape."""
    x = f32(2, 2, 6, 6)
    one, two, three = f32(3, 3, 2, 4), f32(2, 2, 4, 3), f32(2, 2, 3, 2)
    a, b = f32(3 * 3 * 3, 2), f32(2 * 2 * 2, 2)
    y = conv(relu(conv(last(x), one)), two)
    z = first(conv(y, three))                                        # channels first again
    total = flat(y) @ a + flat(z) @ b
    other = flat(last(z))
    settings = dict(strides=[1, 1], padding='valid', activation='linear', use_bias=False)
    layers = [
        node('InputLayer', 'picture', [], batch_shape=[None, 2, 6, 6]),
        node('Conv2D', 'one', [('picture', 0, 0)], filters=4, kernel_size=3, data_format='channels_first',
             **{**settings, 'activation': 'relu'}),
        node('Permute', 'turn', [('one', 0, 0)], dims=[2, 3, 1]),
        node('Conv2D', 'two', [('turn', 0, 0)], filters=3, kernel_size=2, data_format='channels_last',
             batch_input_shape=[None, 99, 99, 99], **settings),
        node('Flatten', 'flatten', [('two', 0, 0)], data_format='channels_last'),
        node('Dense', 'a', [('flatten', 0, 0)], units=2, use_bias=False, activation='linear'),
        node('Permute', 'back', [('two', 0, 0)], dims=[3, 1, 2]),
        node('Conv2D', 'three', [('back', 0, 0)], filters=2, kernel_size=2, data_format='channels_first', **settings),
        node('Flatten', 'flatten_1', [('three', 0, 0)], data_format='channels_last'),
        node('Dropout', 'dropout', [('flatten_1', 0, 0)], rate=0.5),
        node('Dense', 'b', [('dropout', 0, 0)], units=2, use_bias=False, activation='linear'),
        node('Add', 'add', [('a', 0, 0), ('b', 0, 0)]),
        node('Flatten', 'flatten_2', [('three', 0, 0)], data_format='channels_first')]
    config = graph('mixed', layers, [['picture', 0, 0]],
                   [['add', 0, 0], ['flatten_1', 0, 0], ['flatten_2', 0, 0]], 'Model')
    weights = {'one': [('one/kernel:0', one)], 'two': [('two/kernel:0', two)], 'three': [('three/kernel:0', three)],
               'a': [('a/kernel:0', a)], 'b': [('b/kernel:0', b)], 'turn': []}
    whole(folder('keras2_mixed', [x], [total, flat(z), other]) / 'model.h5', config, weights, '2.3.1', 'tensorflow')


def keras2_axes():
    """Normalisation and softmax along axes that are not the last; Concatenate along rows; Reshape of an image."""
    x = f32(2, 4, 3, 2)
    g4, b4, m4, v4 = positive(4), f32(4), f32(4), positive(4)
    g3, b3, m3, v3 = positive(3), f32(3), f32(3), positive(3)
    y = norm(x, g4, b4, m4, v4, axis=1)
    y = norm(y, g3, b3, m3, v3, axis=2)
    y = np.concatenate([softmax(y, 1), x], axis=1)
    y = y.reshape(2, 6, 8).transpose(0, 2, 1)
    names = lambda n: [n + '/' + w + ':0' for w in ('gamma', 'beta', 'moving_mean', 'moving_variance')]
    layers = [
        node('InputLayer', 'x', [], batch_input_shape=[None, 4, 3, 2]),
        node('BatchNormalization', 'rows', [('x', 0, 0)], axis=1, epsilon=0.001),
        node('BatchNormalization', 'cols', [('rows', 0, 0)], axis=[-2], epsilon=0.001),
        node('Softmax', 'softmax', [('cols', 0, 0)], axis=1),
        node('Concatenate', 'joined', [('softmax', 0, 0), ('x', 0, 0)], axis=1),
        node('Reshape', 'reshape', [('joined', 0, 0)], target_shape=[6, 8]),
        node('Permute', 'turned', [('reshape', 0, 0)], dims=[2, 1])]
    config = graph('axes', layers, [['x', 0, 0]], [['turned', 0, 0]])
    weights = {'rows': list(zip(names('rows'), (g4, b4, m4, v4))), 'cols': list(zip(names('cols'), (g3, b3, m3, v3)))}
    whole(folder('keras2_axes', [x], [y]) / 'model.h5', config, weights, '2.9.0', 'tensorflow')


def nested_base(prefix, style=2):
    settings = dict(kernel_size=[3, 3], strides=[1, 1], padding='same', data_format='channels_last', activation='relu',
                    use_bias=True)
    layers = [
        node('InputLayer', prefix + 'input', [], style, batch_input_shape=[None, 6, 6, 2]),
        node('Conv2D', 'conv', [(prefix + 'input', 0, 0)], style, filters=3, **settings),
        node('BatchNormalization', 'bn', [('conv', 0, 0)], style, axis=[3], epsilon=0.001, momentum=0.9),
        node('Conv2D', 'conv_1', [('bn', 0, 0)], style, filters=2, **settings)]
    return graph('base', layers, [[prefix + 'input', 0, 0]], [['conv_1', 0, 0]])


def base_weights():
    return dict(k0=f32(3, 3, 2, 3), b0=f32(3), gamma=positive(3), beta=f32(3), mean=f32(3), variance=positive(3),
                k1=f32(3, 3, 3, 2), b1=f32(2))


def base(x, w):
    y = relu(conv(x, w['k0'], w['b0'], 1, 'same'))
    y = norm(y, w['gamma'], w['beta'], w['mean'], w['variance'])
    return relu(conv(y, w['k1'], w['b1'], 1, 'same'))


def keras2_nested():
    """A graph at the beginning of a Sequential: its weights are in one list, the trained ones first."""
    x, w = f32(2, 6, 6, 2), base_weights()
    dense, bias = f32(18, 3), f32(3)
    y = softmax(flat(max_pool(base(x, w))) @ dense + bias)
    inner = nested_base('')
    inner['config']['name'] = 'base'
    config = {'class_name': 'Sequential', 'config': {'name': 'outer', 'layers': [
        inner,
        layer('MaxPooling2D', 'pool', pool_size=[2, 2], strides=[2, 2], padding='valid', data_format='channels_last'),
        layer('Flatten', 'flatten', data_format='channels_last'),
        layer('Dense', 'dense', units=3, activation='softmax', use_bias=True)]}}
    weights = {'base': [('conv/kernel:0', w['k0']), ('conv/bias:0', w['b0']), ('bn/gamma:0', w['gamma']),
                        ('bn/beta:0', w['beta']), ('conv_1/kernel:0', w['k1']), ('conv_1/bias:0', w['b1']),
                        ('bn/moving_mean:0', w['mean']), ('bn/moving_variance:0', w['variance'])],
               'pool': [], 'flatten': [], 'dense': [('dense/kernel:0', dense), ('dense/bias:0', bias)]}
    whole(folder('keras2_nested', [x], [y]) / 'model.h5', config, weights, '2.11.0', 'tensorflow')


def keras2_shared():
    """A nested model and a layer, each called twice; a layer of the nested model has the same name."""
    a, b, w = f32(2, 6, 6, 2), f32(2, 6, 6, 2), base_weights()
    kernel, bias = f32(1, 1, 2, 2), f32(2)
    u, v = base(a, w), base(b, w)
    y = conv(u, kernel, bias) - conv(v, kernel, bias)
    inner = nested_base('inner_')
    twin = {**inner, 'name': 'base', 'inbound_nodes': [[['a', 0, 0, {}]], [['b', 0, 0, {}]]]}
    shared = layer('Conv2D', 'conv', filters=2, kernel_size=1, strides=[1, 1], padding='valid',
                   data_format='channels_last', activation='linear', use_bias=True)
    shared.update(name='conv', inbound_nodes=[[['base', 1, 0, {}]], [['base', 2, 0, {}]]])
    layers = [node('InputLayer', 'a', [], batch_input_shape=[None, 6, 6, 2]),
              node('InputLayer', 'b', [], batch_input_shape=[None, 6, 6, 2]), twin, shared,
              node('Subtract', 'difference', [('conv', 0, 0), ('conv', 1, 0)])]
    config = graph('siamese', layers, [['a', 0, 0], ['b', 0, 0]], [['difference', 0, 0]])
    order = ['k0', 'b0', 'gamma', 'beta', 'k1', 'b1', 'mean', 'variance']
    weights = {'base': [(f'base/weight_{i}', w[key]) for i, key in enumerate(order)],
               'conv': [('conv/kernel:0', kernel), ('conv/bias:0', bias)]}
    whole(folder('keras2_shared', [a, b], [y]) / 'model.h5', config, weights, '2.15.0', 'tensorflow')


def keras2_frozen():
    """A nested model that is not trained: its weights are listed layer by layer."""
    x, w = f32(2, 6, 6, 2), base_weights()
    inner = nested_base('')
    for entry in inner['config']['layers']:
        entry['config']['trainable'] = False
    config = {'class_name': 'Sequential', 'config': [inner]}
    order = [('conv/kernel:0', 'k0'), ('conv/bias:0', 'b0'), ('bn/gamma:0', 'gamma'), ('bn/beta:0', 'beta'),
             ('bn/moving_mean:0', 'mean'), ('bn/moving_variance:0', 'variance'), ('conv_1/kernel:0', 'k1'),
             ('conv_1/bias:0', 'b1')]
    whole(folder('keras2_frozen', [x], [base(x, w)]) / 'model.h5', config, {'base': [(n, w[k]) for n, k in order]},
          '2.4.0', 'tensorflow')


def keras2_layers():
    """Layers that equal several layers, that have statistics, or that change values only in training."""
    x = np.abs(f32(2, 4, 4, 3)) * 100
    mean, variance = f32(3) * 10, positive(3) * 100
    slopes = f32(1, 1, 3)
    deep, point, point_bias = f32(3, 3, 3, 2), f32(1, 1, 6, 4), f32(4)
    up, up_bias = f32(3, 3, 2, 4), f32(2)
    y = (x - mean) / np.sqrt(variance)
    y = np.where(y > 0, y, y * slopes)
    y = np.minimum(relu(conv(depthwise(y, deep, 1, 'same'), point, point_bias)), 4)
    y = conv_transpose(y, up, up_bias, 2, 'same')
    z = [y.mean(axis=(1, 2)), y.max(axis=(1, 2)), y[:, 0, 0]]
    joined = np.concatenate([(z[0] + z[1]) / 2, np.maximum(z[0], z[1]), np.minimum(z[0], z[1])], axis=1)
    image = dict(data_format='channels_last')
    layers = [
        node('InputLayer', 'x', [], batch_input_shape=[None, 4, 4, 3]),
        node('RandomFlip', 'flip', [('x', 0, 0)], mode='horizontal', seed=None),
        node('Normalization', 'normal', [('flip', 0, 0)], axis=[-1], mean=None, variance=None),
        node('GaussianNoise', 'noise', [('normal', 0, 0)], stddev=0.1),
        node('PReLU', 'prelu', [('noise', 0, 0)], shared_axes=[1, 2]),
        node('SeparableConv2D', 'separable', [('prelu', 0, 0)], filters=4, kernel_size=[3, 3], strides=[1, 1],
             padding='same', depth_multiplier=2, use_bias=True, activation='linear', **image),
        node('ReLU', 'relu', [('separable', 0, 0)], max_value=4.0, negative_slope=0.0, threshold=0.0),
        node('Conv2DTranspose', 'up', [('relu', 0, 0)], filters=2, kernel_size=[3, 3], strides=[2, 2], padding='same',
             output_padding=None, use_bias=True, activation='linear', **image),
        node('GlobalAveragePooling2D', 'mean', [('up', 0, 0)], **image),
        node('GlobalMaxPooling2D', 'max', [('up', 0, 0)], **image),
        node('Average', 'average', [('mean', 0, 0), ('max', 0, 0)]),
        node('Maximum', 'maximum', [('mean', 0, 0), ('max', 0, 0)]),
        node('Minimum', 'minimum', [('mean', 0, 0), ('max', 0, 0)]),
        node('Concatenate', 'joined', [('average', 0, 0), ('maximum', 0, 0), ('minimum', 0, 0)], axis=-1)]
    config = graph('layers', layers, [['x', 0, 0]], [['joined', 0, 0]])
    weights = {'flip': [('random_flip/StateVar:0', np.arange(3))],
               'normal': [('mean:0', mean), ('variance:0', variance), ('count:0', np.int64(9))],
               'prelu': [('prelu/alpha:0', slopes)],
               'separable': [('separable/depthwise_kernel:0', deep), ('separable/pointwise_kernel:0', point),
                             ('separable/bias:0', point_bias)],
               'up': [('up/kernel:0', up), ('up/bias:0', up_bias)]}
    whole(folder('keras2_layers', [x], [joined]) / 'model.h5', config, weights, '2.8.0', 'tensorflow')


# ---- Keras 3 -------------------------------------------------------------------------------------------------------

POLICY = {'module': 'keras', 'class_name': 'DTypePolicy', 'config': {'name': 'float32'}, 'registered_name': None}


def keras3():
    """Types as objects, names without numbers, activations as objects, lists of names that are split."""
    x = np.abs(f32(2, 5, 5, 3)) * 255
    kernel, bias, dense = f32(3, 3, 3, 4), f32(4), f32(4, 2)
    y = conv(x / 127.5 - 1, kernel, bias)
    y = np.where(y > 0, y, 0.2 * y)
    y = np.clip(y / 6 + 0.5, 0, 1).mean(axis=(1, 2), keepdims=True).reshape(2, 4) @ dense
    config = {'module': 'keras', 'class_name': 'Sequential', 'registered_name': None, 'build_config': {}, 'config': {
        'name': 'sequential', 'trainable': True, 'dtype': POLICY, 'layers': [
            layer('InputLayer', 'input_layer', batch_shape=[None, 5, 5, 3], dtype='float32', sparse=False),
            layer('Rescaling', 'rescaling', scale=1 / 127.5, offset=-1, dtype=POLICY),
            layer('Conv2D', 'conv2d', filters=4, kernel_size=[3, 3], strides=[1, 1], padding='valid',
                  data_format='channels_last', dilation_rate=[1, 1], groups=1, use_bias=True, dtype=POLICY,
                  activation={'module': 'keras.layers', 'class_name': 'LeakyReLU', 'registered_name': None,
                              'config': {'name': 'leaky', 'negative_slope': 0.2}}),
            layer('Activation', 'activation', activation='hard_sigmoid', dtype=POLICY),
            layer('GlobalAveragePooling2D', 'pool', data_format='channels_last', keepdims=True),
            layer('Reshape', 'reshape', target_shape=[4]),
            layer('Dense', 'dense', units=2, activation='linear', use_bias=False, dtype=POLICY)],
        'build_input_shape': [None, 5, 5, 3]}}
    weights = {'rescaling': [], 'conv2d': [('sequential/conv2d/kernel', kernel), ('sequential/conv2d/bias', bias)],
               'activation': [], 'pool': [], 'reshape': [], 'dense': [('sequential/dense/kernel', dense)]}
    whole(folder('keras3', [x], [y]) / 'model.h5', config, weights, '3.3.3', 'tensorflow', variable, str, split=True)


def archive(path, config, arrays, version):
    """A .keras archive; `arrays` has the arrays by their paths in model.weights.h5."""
    image = io.BytesIO()
    with h5py.File(image, 'w') as f:
        for name, values in arrays.items():
            f.create_dataset(name, data=values)
        f.create_group('optimizer/vars')
        f.create_dataset('optimizer/vars/0', data=np.int64(3))
    with zipfile.ZipFile(path, 'w') as z:
        z.writestr('metadata.json', json.dumps({'keras_version': version, 'date_saved': '2024-01-01@00:00:00'}))
        z.writestr('config.json', json.dumps(config))
        z.writestr('model.weights.h5', image.getvalue())


def archived_model(style):
    """A graph with a nested graph, layers of one class between layers of other classes, and arbitrary names."""
    x, w = f32(2, 6, 6, 2), base_weights()
    first_kernel, first_bias, dense, bias = f32(1, 1, 2, 2), f32(2), f32(72, 3), f32(3)
    y = flat(base(conv(x, first_kernel, first_bias), w)) @ dense + bias
    inner = nested_base('inner_', style)
    inner = {**inner, 'name': 'base', 'inbound_nodes': node('x', 'x', [('zeta', 0, 0)], style)['inbound_nodes']}
    layers = [
        node('InputLayer', 'picture', [], style, batch_shape=[None, 6, 6, 2]),
        node('Conv2D', 'zeta', [('picture', 0, 0)], style, filters=2, kernel_size=[1, 1], strides=[1, 1],
             padding='valid', data_format='channels_last', activation='linear', use_bias=True, dtype=POLICY),
        inner,
        node('Flatten', 'flat', [('base', 0, 0)], style, data_format='channels_last'),
        node('Dropout', 'drop', [('flat', 0, 0)], style, rate=0.5),
        node('Dense', 'alpha', [('drop', 0, 0)], style, units=3, activation='linear', use_bias=True)]
    config = graph('whole', layers, [['picture', 0, 0]], [['alpha', 0, 0]])
    own = {'conv2d': [first_kernel, first_bias], 'dense': [dense, bias]}
    nested = {'conv2d': [w['k0'], w['b0']], 'batch_normalization': [w['gamma'], w['beta'], w['mean'], w['variance']],
              'conv2d_1': [w['k1'], w['b1']]}
    return x, y, config, own, nested


def put(arrays, container, groups, joint='/'):
    for name, values in groups.items():
        for i, array in enumerate(values):
            arrays[f'{container}{joint}{name}/vars/{i}'] = array


def archives():
    x, y, config, own, nested = archived_model(3)
    arrays = {'layers/dropout/seed_generator/vars/0': np.zeros(2, 'uint32')}
    put(arrays, 'layers', own)
    put(arrays, 'layers/functional/layers', nested)
    archive(folder('archive_3', [x], [y]) / 'model.keras', config, arrays, '3.3.3')
    # Keras 2 lists layers with weights twice and counts them twice.
    x, y, config, own, nested = archived_model(2)
    nested['conv2d_2'] = nested.pop('conv2d_1')
    arrays = {}
    put(arrays, '_layer_checkpoint_dependencies', own)
    put(arrays, '_layer_checkpoint_dependencies/functional/_layer_checkpoint_dependencies', nested)
    archive(folder('archive_2', [x], [y]) / 'model.keras', config, arrays, '2.14.0')
    # Keras on Windows writes backslashes into names.
    x, y, config, own, nested = archived_model(2)
    arrays = {}
    put(arrays, '_layer_checkpoint_dependencies', own, '\\')
    put(arrays, '_layer_checkpoint_dependencies\\functional\\_layer_checkpoint_dependencies', nested, '\\')
    archive(folder('archive_windows', [x], [y]) / 'model.keras', config, arrays, '2.13.1')


def in_two_files():
    """An architecture and its weights, stored by layer names, and by classes and order as in Keras 3's .weights.h5."""
    x, y, config, own, nested = archived_model(2)
    path = folder('two_files', [x], [y])
    (path / 'model.json').write_text(json.dumps({**config, 'keras_version': '2.15.0', 'backend': 'tensorflow'}))
    w = nested
    with h5py.File(path / 'weights.h5', 'w', libver='earliest') as f:
        f.attrs['keras_version'], f.attrs['backend'] = b'2.15.0', b'tensorflow'
        inner = ['conv/kernel:0', 'conv/bias:0', 'bn/gamma:0', 'bn/beta:0', 'conv_1/kernel:0', 'conv_1/bias:0',
                 'bn/moving_mean:0', 'bn/moving_variance:0']
        values = w['conv2d'] + w['batch_normalization'][:2] + w['conv2d_1'] + w['batch_normalization'][2:]
        put_layers(f, {'picture': [], 'zeta': list(zip(['zeta/kernel:0', 'zeta/bias:0'], own['conv2d'])),
                       'base': list(zip(inner, values)), 'flat': [], 'drop': [],
                       'alpha': list(zip(['alpha/kernel:0', 'alpha/bias:0'], own['dense']))})
    with h5py.File(path / 'model.weights.h5', 'w') as f:
        arrays = {}
        put(arrays, 'layers', own)
        put(arrays, 'layers/functional/layers', nested)
        for name, array in arrays.items():
            f.create_dataset(name, data=array)


if __name__ == '__main__':
    keras1('keras1_th', False)
    keras1('keras1_theano', True)
    keras1_merge()
    keras1_branches()
    keras2_channels_first()
    keras2_mixed()
    keras2_axes()
    keras2_nested()
    keras2_shared()
    keras2_frozen()
    keras2_layers()
    keras3()
    archives()
    in_two_files()
