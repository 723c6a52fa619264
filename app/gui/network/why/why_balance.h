// The balance of a class's score: the contributions of a layer's places and the biases after it add up to the score.
#pragma once

#include "app/gui/network/why/why_scene.h"

namespace convscope {

/// The number of decimals in a balance: 4, or 2 for sums from 1000 on.
int balance_decimals(double sum);

/// Draws the balance and cuts its place off the top of `column`.
void show_balance(const WhyScene& why, const GradientAnswer& answer, Rect& column);
float balance_height(const Ui& ui, const GradientAnswer& answer);

}  // namespace convscope
