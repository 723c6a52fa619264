"""Contribution map, Grad-CAM and saliency of the course model by PyTorch's autograd, for attribution_test.cpp.

Needs PyTorch, h5py and Pillow. Run: python3 tests/data/attribution.py
"""
import pathlib

import h5py
import numpy as np
import torch
from PIL import Image

root = pathlib.Path(__file__).parents[2]
weights = {}


def keep(name, item):
    if isinstance(item, h5py.Dataset):
        weights.setdefault(name.split('/')[-2] if 'kernel' in name or 'bias' in name else name, {})[
            name.split('/')[-1].split(':')[0]] = torch.tensor(item[()])


h5py.File(root / 'assets/models/course.h5')['model_weights'].visititems(keep)
convolutions = [w for w in weights.values() if w['kernel'].ndim == 4]
denses = [w for w in weights.values() if w['kernel'].ndim == 2]


def run(x):
    maps = []
    for layer in convolutions:
        x = torch.nn.functional.conv2d(x, layer['kernel'].permute(3, 2, 0, 1), layer['bias']).relu()
        maps.append(x)
        x = torch.nn.functional.max_pool2d(x, 2)
    x = x.permute(0, 2, 3, 1).flatten(1)
    x = (x @ denses[0]['kernel'] + denses[0]['bias']).relu()
    return maps, (x @ denses[1]['kernel'] + denses[1]['bias'])[0]


def report(title, values):
    values = values.detach().double().numpy()
    row, col = np.unravel_index(np.abs(values).argmax(), values.shape)
    print(f'{title}: sum {values.sum():.6g}, strongest ({row}, {col}) {values[row, col]:.6g}, '
          f'(2, 3) {values[2, 3]:.6g}, (8, 6) {values[8, 6]:.6g}')


for name, label in ('ankle_boot', 9), ('bag', 8), ('shirt', 6):
    picture = np.asarray(Image.open(root / f'assets/garments/{name}.png').convert('L'), np.float32)
    border = np.concatenate([picture[0], picture[-1], picture[1:-1, 0], picture[1:-1, -1]])
    if border.mean() > 127.5:
        picture = 255 - picture
    x = torch.tensor(picture / np.float32(255))[None, None].requires_grad_()
    maps, scores = run(x)
    slopes = torch.autograd.grad(scores[label], [*maps, x])
    activation, slope = maps[1][0], slopes[1][0]
    print(f'{name}, class {label}: score {scores[label].item():.7g}')
    report('  contribution', (activation * slope).sum(0))
    report('  Grad-CAM', (activation * slope.mean((1, 2), keepdim=True)).sum(0))
    report('  saliency', slopes[2][0, 0])
