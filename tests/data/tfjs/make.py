#!/usr/bin/env python3
"""Writes the folders next to this file: small layers models as TensorFlow.js and its converter store them, each with inputs
and the outputs that plain NumPy computes from them (x0.npy, y0.npy).

Needs NumPy. The structure of every file follows what TensorFlow.js writes.
"""
import json
import pathlib
import shutil
import sys

import numpy as np

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent))
from reference import *  # noqa: E402,F403

random = np.random.default_rng(11)
f32 = lambda *shape: random.normal(0, 0.5, shape).astype('float32')
positive = lambda *shape: random.uniform(0.5, 1.5, shape).astype('float32')


def layer(kind, name, **config):
    return {'class_name': kind, 'config': {'name': name, 'trainable': True, **config}}


def quantised(values, dtype):
    """The converter's quantisation: (stored bytes, dequantised values, the manifest's entry)."""
    if dtype == 'float16':
        stored = values.astype('float16')
        return stored, stored.astype('float32'), {'dtype': 'float16', 'original_dtype': 'float32'}
    least, most = float(values.min()), float(values.max())
    scale = (most - least) / np.iinfo(dtype).max
    stored = np.round((values - least) / scale).astype(dtype)
    return stored, (stored * scale + least).astype('float32'), {'min': least, 'scale': scale, 'dtype': dtype,
                                                                 'original_dtype': 'float32'}


def write(name, topology, groups, x, y, shards=1, **more):
    """groups: [[(weight name, array, quantization), ...], ...]"""
    path = HERE / name
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir()
    manifest = []
    for g, group in enumerate(groups, 1):
        specs, data = [], b''
        for weight, stored, quantization in group:
            spec = {'name': weight, 'shape': list(stored.shape), 'dtype': 'float32'}
            if quantization:
                spec['quantization'] = quantization
            specs.append(spec)
            data += stored.tobytes()
        size = -(-len(data) // shards)
        names = [f'group{g}-shard{i + 1}of{shards}.bin' for i in range(shards)]
        for i, shard in enumerate(names):
            (path / shard).write_bytes(data[i * size:(i + 1) * size])
        manifest.append({'paths': names, 'weights': specs})
    (path / 'model.json').write_text(json.dumps({**more, 'modelTopology': topology, 'weightsManifest': manifest}))
    np.save(path / 'x0.npy', x.astype('float32'))
    np.save(path / 'y0.npy', y.astype('float32'))


def network():
    return dict(k=f32(3, 3, 1, 3), b=f32(3), gamma=positive(3), beta=f32(3), mean=f32(3), variance=positive(3),
                d=f32(27, 4), e=f32(4))


def outputs(x, w):
    y = relu(norm(conv(x, w['k'], w['b']), w['gamma'], w['beta'], w['mean'], w['variance']))
    return softmax(flat(max_pool(y)) @ w['d'] + w['e'])


def layers(shape=True):
    first = dict(batch_input_shape=[None, 8, 8, 1]) if shape else {}
    return [layer('Conv2D', 'conv2d_1', filters=3, kernel_size=[3, 3], strides=[1, 1], padding='valid',
                  data_format='channels_last', dilation_rate=[1, 1], activation='linear', use_bias=True, **first),
            layer('BatchNormalization', 'bn', axis=-1, momentum=0.99, epsilon=0.001, center=True, scale=True),
            layer('Activation', 'relu', activation='relu'),
            layer('MaxPooling2D', 'pool', pool_size=[2, 2], strides=[2, 2], padding='valid',
                  data_format='channels_last'),
            layer('Flatten', 'flatten'),
            layer('Dense', 'dense_1', units=4, activation='softmax', use_bias=True)]


NAMES = dict(k='conv2d_1/kernel', b='conv2d_1/bias', gamma='bn/gamma', beta='bn/beta', mean='bn/moving_mean',
             variance='bn/moving_variance', d='dense_1/kernel', e='dense_1/bias')

x = f32(2, 8, 8, 1)

# As model.save() of TensorFlow.js writes it: a plain topology, several shards whose boundaries lie inside weights.
w = network()
write('saved', {'class_name': 'Sequential', 'config': {'name': 'sequential_1', 'layers': layers()},
                'keras_version': 'tfjs-layers 4.2.0', 'backend': 'tensor_flow.js'},
      [[(NAMES[n], v, None) for n, v in w.items()]], x, outputs(x, w), shards=3, format='layers-model',
      generatedBy='TensorFlow.js tfjs-layers v4.2.0', convertedBy=None)

# As the converter wrote it before formats had names: in a model_config, with a plain list of layers and a group per layer.
w = network()
groups = [[(NAMES[n], w[n], None) for n in part] for part in (['k', 'b'], ['gamma', 'beta', 'mean', 'variance'],
                                                              ['d', 'e'])]
write('converted', {'keras_version': '2.1.6', 'backend': 'tensorflow', 'training_config': None,
                    'model_config': {'class_name': 'Sequential', 'config': layers()}}, groups, x, outputs(x, w))

# With quantised weights.
for dtype in 'uint8', 'uint16', 'float16':
    group, back = [], {}
    for n, v in network().items():
        stored, back[n], entry = quantised(v, dtype)
        group.append((NAMES[n], stored, entry))
    write(dtype, {'keras_version': '2.4.0', 'backend': 'tensorflow', 'model_config': {
        'class_name': 'Sequential', 'config': {'name': 'sequential', 'layers': layers()}}}, [group], x,
        outputs(x, back), format='layers-model')

# A nested model, whose name is the start of its weights' names, as TensorFlow names variables.
w = network()
inner = {'class_name': 'Sequential', 'config': {'name': 'features', 'layers': layers()[:4]}}
write('nested', {'keras_version': '2.8.0', 'backend': 'tensorflow', 'model_config': {
    'class_name': 'Sequential', 'config': {'name': 'whole', 'layers': [inner] + layers()[4:]}}},
    [[('whole/' + NAMES[n] if n in 'de' else 'whole/features/' + NAMES[n], v, None) for n, v in w.items()]], x,
    outputs(x, w), format='layers-model')
