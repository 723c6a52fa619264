// The balance of a class's score: the contributions of a layer's places and the biases after it add up to the score.
#pragma once

#include "app/gui/network/why/why_scene.h"

namespace convscope {

/// The decimals with which a balance is written: 4, and 2 for sums from 1000 on.
int balance_decimals(double sum);

/// Draws the balance into the top of `column` and cuts its place off.
void show_balance(const WhyScene& why, const GradientAnswer& answer, Rect& column);
float balance_height(const Ui& ui, const GradientAnswer& answer);

}  // namespace convscope
