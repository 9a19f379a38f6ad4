//! Random numbers that are the same on every machine.

/// xoshiro256** by Blackman and Vigna (2018), begun by splitmix64, as its authors advise.
///
/// Source: <https://prng.di.unimi.it/xoshiro256starstar.c> and `splitmix64.c` beside it.
#[derive(Debug, Clone)]
pub struct Random {
    state: [u64; 4],
}

impl Random {
    /// The generator that begins at a seed.
    pub fn new(seed: u64) -> Self {
        let mut now = seed;
        let state = [(); 4].map(|()| splitmix(&mut now));
        Self { state }
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        let [mut a, mut b, mut c, mut d] = self.state;
        let bits = b.wrapping_mul(5).rotate_left(7).wrapping_mul(9);
        let shifted = b << 17;
        c ^= a;
        d ^= b;
        b ^= c;
        a ^= d;
        c ^= shifted;
        d = d.rotate_left(45);
        self.state = [a, b, c, d];
        bits
    }

    /// Uniform from 0 inclusive to 1 exclusive, in steps of 2⁻⁵³.
    pub fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

fn splitmix(now: &mut u64) -> u64 {
    *now = now.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *now;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splitmix_gives_the_published_numbers() {
        let mut now = 1_234_567;
        let given: Vec<u64> = (0..3).map(|_| splitmix(&mut now)).collect();
        let published = [
            6_457_827_717_110_365_317,
            3_203_168_211_198_807_973,
            9_817_491_932_198_370_423,
        ];
        assert_eq!(given, published);
    }

    #[test]
    fn xoshiro_gives_the_published_numbers() {
        let mut random = Random {
            state: [1, 2, 3, 4],
        };
        let given: Vec<u64> = (0..4).map(|_| random.bits()).collect();
        assert_eq!(given, [11_520, 0, 1_509_978_240, 1_215_971_899_390_074_240]);
    }

    #[test]
    fn units_are_spread_evenly() {
        let mut random = Random::new(1);
        let mut tenths = [0_usize; 10];
        for _ in 0..100_000 {
            tenths[(random.unit() * 10.0) as usize] += 1;
        }
        assert!(tenths.iter().all(|count| (9_600..10_400).contains(count)));
    }
}
