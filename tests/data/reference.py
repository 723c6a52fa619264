"""Layers in plain NumPy, written from their definitions, for the expected outputs of the models that the scripts make.

Images are N, rows, cols, channels; `first` converts them to N, channels, rows, cols, and `last` converts them back.
"""
import numpy as np

first = lambda x: x.transpose(0, 3, 1, 2)
last = lambda x: x.transpose(0, 2, 3, 1)
relu = lambda x: np.maximum(x, 0)


def softmax(x, axis=-1):
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def border(length, window, stride, padding):
    if padding == 'valid':
        return 0, 0, (length - window) // stride + 1
    out = -(-length // stride)
    total = max((out - 1) * stride + window - length, 0)
    return total // 2, total - total // 2, out


def windows(x, rows, cols, stride=1, padding='valid', fill=0.0):
    """N, out rows, out cols, window rows, window cols, channels."""
    top, bottom, out_rows = border(x.shape[1], rows, stride, padding)
    left, right, out_cols = border(x.shape[2], cols, stride, padding)
    padded = np.pad(x, ((0, 0), (top, bottom), (left, right), (0, 0)), constant_values=fill)
    taken = [[padded[:, r * stride:r * stride + rows, c * stride:c * stride + cols] for c in range(out_cols)]
             for r in range(out_rows)]
    return np.array(taken).transpose(2, 0, 1, 3, 4, 5)


def conv(x, kernel, bias=0.0, stride=1, padding='valid'):
    taken = windows(x, kernel.shape[0], kernel.shape[1], stride, padding)
    return np.einsum('nrcijk,ijkf->nrcf', taken, kernel) + bias


def convolved_by_theano(x, kernel, bias=0.0):
    """True convolution: the kernel is rotated by 180 degrees."""
    return conv(x, kernel[::-1, ::-1], bias)


def depthwise(x, kernel, stride=1, padding='valid'):
    taken = windows(x, kernel.shape[0], kernel.shape[1], stride, padding)
    out = np.einsum('nrcijk,ijkm->nrckm', taken, kernel)
    return out.reshape(out.shape[:3] + (-1,))


def conv_transpose(x, kernel, bias, stride, padding):
    """kernel: rows, cols, filters, channels."""
    n, rows, cols, _ = x.shape
    kr, kc, filters, _ = kernel.shape
    whole = np.zeros((n, (rows - 1) * stride + max(kr, stride), (cols - 1) * stride + max(kc, stride), filters))
    for r in range(rows):
        for c in range(cols):
            whole[:, r * stride:r * stride + kr, c * stride:c * stride + kc] += np.einsum(
                'nk,ijfk->nijf', x[:, r, c], kernel)
    if padding == 'same':
        top, left = max(kr - stride, 0) // 2, max(kc - stride, 0) // 2
        whole = whole[:, top:top + rows * stride, left:left + cols * stride]
    return whole + bias


def max_pool(x, size=2, stride=None, padding='valid'):
    return windows(x, size, size, stride or size, padding, -np.inf).max(axis=(3, 4))


def average_pool(x, size=2):
    return windows(x, size, size, size).mean(axis=(3, 4))


def norm(x, gamma, beta, mean, variance, epsilon=1e-3, axis=-1):
    shape = [1] * x.ndim
    shape[axis] = -1
    gamma, beta, mean, variance = (np.reshape(v, shape) for v in (gamma, beta, mean, variance))
    return (x - mean) / np.sqrt(variance + epsilon) * gamma + beta


def flat(x):
    return x.reshape(x.shape[0], -1)
